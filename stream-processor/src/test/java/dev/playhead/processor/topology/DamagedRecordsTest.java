// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.processor.topology.RecordedTraffic.Received;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.v1.BodyEncoding;
import dev.playhead.schemas.v1.DeadLetter;
import dev.playhead.schemas.v1.RumBatch;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.SourceFormat;
import dev.playhead.testkit.Property;
import dev.playhead.testkit.Published;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that are damaged, among those of a real session: they are set aside, and nothing else changes. */
class DamagedRecordsTest {

    private static final String NEIGHBOUR = "guance";
    private static final String KEY = "shop:damaged";
    private static final long RECEIVED_MS = 1_795_440_000_000L;
    private static final int BOMB_BYTES = 64 << 20;
    private static final int AVRO_TRIES = 300;
    private static final int MOST_CHANGES = 4;

    @TempDir
    private Path stateDir;

    @Test
    void whatIsDamagedIsSetAsideAndItsNeighboursComeOutAsWithoutIt() {
        List<Received> neighbours = RecordedTraffic.of(NEIGHBOUR);
        byte[] records = "{\"records\":[{\"type\":4,\"timestamp\":%d,\"data\":{}}],\"index_in_view\":0}"
                .formatted(RECEIVED_MS)
                .getBytes(UTF_8);
        byte[] deflated = deflated(records);
        byte[] bomb = deflated(" ".repeat(BOMB_BYTES).getBytes(UTF_8));
        Segment wrongCrc = segment(2, deflated);
        wrongCrc.setCrc32c(wrongCrc.getCrc32c() + 1);
        List<Received> damaged = List.of(
                new Received(KEY, segment(0, Arrays.copyOf(deflated, deflated.length / 2))),
                new Received(KEY, segment(1, bomb)),
                new Received(KEY, wrongCrc),
                new Received(KEY, segment(3, deflated(("{\"records\":" + "[".repeat(1_000)).getBytes(UTF_8)))),
                new Received(KEY, batch(bomb)),
                new Received(KEY, batch(Arrays.copyOf(deflated, deflated.length - 1))),
                new Received(KEY, segment(4, deflated)));

        Published alone = published(neighbours);
        try (SessionDriver driver = new SessionDriver(stateDir)) {
            for (int i = 0; i < neighbours.size(); i++) {
                driver.receive(neighbours.get(i));
                driver.receive(damaged.get(i % damaged.size()));
            }
            driver.sumUp();
            Published among = driver.published();
            assertThat(among.sessions().remove("damaged"))
                    .as("one segment could be read")
                    .returns(1, SessionSummary::getSegments);
            among.refs().keySet().removeIf(key -> key.startsWith("damaged "));
            among.entries().keySet().removeIf(key -> key.startsWith("damaged "));
            assertThat(among).isEqualTo(alone);

            Map<String, Long> letters = driver.deadLetters().stream()
                    .collect(Collectors.groupingBy(DeadLetter::getReason, Collectors.counting()));
            assertThat(letters).containsOnlyKeys("corrupt", "too_large", "too_deep");
            assertThat(counted(driver)).isEqualTo(letters);
        }
    }

    /** One byte can make another record of it; then it is one of a session that is not there, or none that can be. */
    @Test
    void whateverIsMadeOfARecordsBytesItsNeighboursComeOutAsWithoutIt() {
        List<Received> neighbours = RecordedTraffic.of(NEIGHBOUR);
        Published alone = published(neighbours);
        byte[] whole = avro(neighbours.stream()
                .map(Received::value)
                .filter(Segment.class::isInstance)
                .map(Segment.class::cast)
                .findFirst()
                .orElseThrow());
        // the driver throws away what a transaction holds when a record is skipped; Kafka does not
        try (SessionDriver driver = new SessionDriver(stateDir, Guarantee.AT_LEAST_ONCE)) {
            Property.forAll(AVRO_TRIES, random -> changed(random, whole), bytes -> driver.receiveBytes(KEY, bytes));
            driver.receive(neighbours);
            driver.sumUp();
            assertThat(driver.published()).isEqualTo(alone);
            List<DeadLetter> letters = driver.deadLetters();
            assertThat(letters)
                    .as("what is under a session's key and not of it")
                    .hasSize(AVRO_TRIES);
            assertThat(counted(driver))
                    .isEqualTo(letters.stream()
                            .collect(Collectors.groupingBy(DeadLetter::getReason, Collectors.counting())));
        }
    }

    private Published published(List<Received> records) {
        try (SessionDriver driver = new SessionDriver(stateDir)) {
            return driver.published(records, Integer.MAX_VALUE);
        }
    }

    private static Map<String, Long> counted(SessionDriver driver) {
        return driver.meters.find("playhead.processor.dead.letters.written").counters().stream()
                .filter(counter -> counter.count() > 0)
                .collect(Collectors.toMap(
                        counter -> counter.getId().getTag("reason"), counter -> (long) counter.count()));
    }

    private static byte[] avro(Segment segment) {
        Topic<Segment> topic = SessionDriver.TOPICS.segments();
        return topic.valueSerde().serializer().serialize(topic.name(), segment);
    }

    private static byte[] changed(RandomGenerator random, byte[] whole) {
        byte[] bytes = random.nextInt(4) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
        for (int changes = 1 + random.nextInt(MOST_CHANGES); bytes.length > 0 && changes > 0; changes--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        }
        return bytes;
    }

    private static Segment segment(int index, byte[] body) {
        return RecordedTraffic.withCrc(
                Segment.newBuilder()
                        .setApp("shop")
                        .setSession("damaged")
                        .setView("v1")
                        .setIndex(index)
                        .setFormat(SourceFormat.GUANCE)
                        .setEncoding(BodyEncoding.ZLIB)
                        .setReceivedAtMs(RECEIVED_MS),
                body);
    }

    private static RumBatch batch(byte[] body) {
        return RumBatch.newBuilder()
                .setApp("shop")
                .setSession("damaged")
                .setFormat(SourceFormat.DATADOG)
                .setEncoding(BodyEncoding.ZLIB)
                .setReceivedAtMs(RECEIVED_MS)
                .setBody(ByteBuffer.wrap(body))
                .build();
    }

    private static byte[] deflated(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(out)) {
            deflating.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
