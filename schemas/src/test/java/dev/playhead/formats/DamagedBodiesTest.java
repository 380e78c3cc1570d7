// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.Body.Encoding;
import dev.playhead.formats.body.Decoded;
import dev.playhead.formats.body.Decoded.Facts;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.facts.RumSlice;
import dev.playhead.testkit.Property;
import dev.playhead.testkit.Uploads;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever arrives is facts or a rejection; nothing is thrown, and no lie about a length is believed. There are 21
 * times as many bodies as {@code -Dplayhead.test.damaged} says.
 */
class DamagedBodiesTest {

    private static final int TRIES = Integer.getInteger("playhead.test.damaged", 2_000);
    private static final int MOST_CHANGES = 4;

    /** Far more than the recordings' bodies take to read, and far less than a length that is believed. */
    private static final long MOST_ALLOCATED_BYTES = 32 << 20;

    /** As lengths, offsets and counts they say too much, in either byte order. */
    private static final int[] LIES = {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0xffff, 1 << 30};

    private static final String STRUCTURE = "\"\\{}[],:=\n -1e";

    /** A body that was whole once; prints as what it takes to see it again. */
    private record Damaged(Body body, int from) {
        @Override
        public String toString() {
            return "body %d of %d bytes, %s".formatted(from, body.bytes().length, body.encoding());
        }
    }

    static Stream<String> sets() {
        return Stream.of(
                "datadog-v5",
                "datadog-v7-mask",
                "guance",
                "guance-json-mask",
                "posthog",
                "rrweb-gzip",
                "rrweb-packed",
                "sentry");
    }

    static Stream<String> setsWithRum() {
        return Stream.of("datadog-v5", "datadog-v7-mask", "guance", "guance-json-mask", "guance-compress", "posthog");
    }

    static Stream<String> setsWithRumOrErrors() {
        return Stream.concat(setsWithRum(), Stream.of("sentry"));
    }

    @ParameterizedTest
    @MethodSource("sets")
    void aSegmentIsFactsOrRejected(String set) throws MalformedBodyException {
        List<Body> whole = withPlainCopies(Uploads.segments(set));
        RecordingFormat format = Uploads.format(set);
        assertBounded(whole, format::segment);
    }

    @ParameterizedTest
    @MethodSource("setsWithRumOrErrors")
    void aRumBatchIsFactsOrRejected(String set) throws MalformedBodyException {
        List<Body> whole = withPlainCopies(Uploads.rum(set));
        RecordingFormat format = Uploads.format(set);
        assertBounded(whole, format::rum);
    }

    @ParameterizedTest
    @MethodSource("setsWithRum")
    void slicesLieInsideTheBatchOneAfterTheOther(String set) throws MalformedBodyException {
        List<Body> whole = withPlainCopies(Uploads.rum(set));
        RecordingFormat format = Uploads.format(set);
        Property.forAll(TRIES, random -> damaged(random, whole).body().bytes(), batch -> {
            int end = 0;
            List<RumSlice> slices = format.rumSlices(batch);
            for (RumSlice slice : slices) {
                assertThat(slice.from()).isGreaterThanOrEqualTo(end).isLessThanOrEqualTo(slice.to());
                end = slice.to();
            }
            assertThat(end).isLessThanOrEqualTo(batch.length);
            List<RumSlice> known =
                    slices.stream().filter(RumSlice::isIdentified).toList();
            assertThat(format.rumSlices(format.joinRum(batch, known))).hasSameSizeAs(known);
        });
    }

    /** Damage to compressed bytes shows at once; the decoders behind are reached through inflated copies. */
    private static List<Body> withPlainCopies(List<Body> bodies) throws MalformedBodyException {
        List<Body> all = new ArrayList<>(bodies);
        for (Body body : bodies) {
            all.add(Uploads.body(body.readAll(), Encoding.IDENTITY));
        }
        return all;
    }

    /** A result comes of everything, and at no great cost. */
    private static void assertBounded(List<Body> whole, Function<Body, Decoded<?>> read) {
        assertThat(whole).allSatisfy(body -> assertThat(read.apply(body)).isInstanceOf(Facts.class));
        Property.forAll(
                TRIES,
                random -> damaged(random, whole),
                damaged -> assertThat(allocatedBytes(
                                () -> assertThat(read.apply(damaged.body())).isNotNull()))
                        .as("bytes allocated")
                        .isLessThan(MOST_ALLOCATED_BYTES));
    }

    private static long allocatedBytes(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static Damaged damaged(RandomGenerator random, List<Body> whole) {
        int from = random.nextInt(whole.size());
        Body body = whole.get(from);
        byte[] bytes = switch (random.nextInt(8)) {
            case 0, 1 -> Arrays.copyOf(body.bytes(), random.nextInt(body.bytes().length + 1));
            case 2 ->
                spliced(
                        random,
                        body.bytes(),
                        whole.get(random.nextInt(whole.size())).bytes());
            default -> body.bytes().clone();
        };
        for (int changes = random.nextInt(MOST_CHANGES + 1); bytes.length > 0 && changes > 0; changes--) {
            change(random, bytes);
        }
        return new Damaged(Uploads.body(bytes, body.encoding()), from);
    }

    /** The beginning of one with some stretch of another, and whatever is left of the first behind it. */
    private static byte[] spliced(RandomGenerator random, byte[] first, byte[] other) {
        int cut = random.nextInt(first.length + 1);
        int from = random.nextInt(other.length + 1);
        int to = random.nextInt(from, other.length + 1);
        int rest = random.nextInt(cut, first.length + 1);
        ByteBuffer spliced = ByteBuffer.allocate(cut + (to - from) + (first.length - rest));
        return spliced.put(first, 0, cut)
                .put(other, from, to - from)
                .put(first, rest, first.length - rest)
                .array();
    }

    private static void change(RandomGenerator random, byte[] bytes) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
            case 0 -> bytes[at] = (byte) random.nextInt();
            case 1 -> bytes[at] = (byte) STRUCTURE.charAt(random.nextInt(STRUCTURE.length()));
            case 2 -> bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            default -> lie(random, bytes);
        }
    }

    /** Where compressed formats keep their lengths, at either end, as often as anywhere else. */
    private static void lie(RandomGenerator random, byte[] bytes) {
        int room = bytes.length - Integer.BYTES;
        if (room < 0) {
            return;
        }
        int at = switch (random.nextInt(3)) {
            case 0 -> random.nextInt(Math.min(room, 16) + 1);
            case 1 -> room - random.nextInt(Math.min(room, 8) + 1);
            default -> random.nextInt(room + 1);
        };
        ByteBuffer.wrap(bytes)
                .order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                .putInt(at, LIES[random.nextInt(LIES.length)]);
    }
}
