// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.Body.Encoding;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.facts.RumSlice;
import dev.playhead.testkit.Property;
import dev.playhead.testkit.Uploads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever arrives is facts or a rejection; nothing is thrown. */
class DamagedBodiesTest {

    private static final int TRIES = 2_000;
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
        Property.forAll(
                TRIES,
                random -> damaged(random, whole),
                damaged -> assertThat(format.segment(damaged.body())).isNotNull());
    }

    @ParameterizedTest
    @MethodSource("setsWithRumOrErrors")
    void aRumBatchIsFactsOrRejected(String set) throws MalformedBodyException {
        List<Body> whole = withPlainCopies(Uploads.rum(set));
        RecordingFormat format = Uploads.format(set);
        Property.forAll(
                TRIES,
                random -> damaged(random, whole),
                damaged -> assertThat(format.rum(damaged.body())).isNotNull());
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

    private static Damaged damaged(RandomGenerator random, List<Body> whole) {
        int from = random.nextInt(whole.size());
        Body body = whole.get(from);
        byte[] bytes = random.nextInt(4) == 0
                ? Arrays.copyOf(body.bytes(), random.nextInt(body.bytes().length + 1))
                : body.bytes().clone();
        int flips = bytes.length == 0 ? 0 : random.nextInt(5);
        for (int i = 0; i < flips; i++) {
            bytes[random.nextInt(bytes.length)] = (byte)
                    (random.nextBoolean() ? random.nextInt() : STRUCTURE.charAt(random.nextInt(STRUCTURE.length())));
        }
        return new Damaged(Uploads.body(bytes, body.encoding()), from);
    }
}
