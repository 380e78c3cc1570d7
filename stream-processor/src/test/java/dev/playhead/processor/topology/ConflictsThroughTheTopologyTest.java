// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.processor.topology.RecordedTraffic.Received;
import dev.playhead.schemas.v1.BodyEncoding;
import dev.playhead.schemas.v1.RumBatch;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SourceFormat;
import dev.playhead.testkit.Property;
import dev.playhead.testkit.Published;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that contradict one another: whatever comes first, the same session comes out. */
class ConflictsThroughTheTopologyTest {

    private static final int TRIES = Property.tries(8);
    private static final int SEGMENTS = 12;
    private static final int BATCHES = 10;
    private static final long RECEIVED_MS = 1_795_440_000_000L;
    private static final long T = 1_795_439_000_000L;

    @TempDir
    private Path stateDir;

    @Test
    void ofTwoThatClaimTheSamePlaceTheSameOneWinsInEveryOrder() {
        Property.forAll(TRIES, ConflictsThroughTheTopologyTest::orders, orders -> {
            Published expected = published(orders.once(), orders.rounds());
            assertThat(published(orders.shuffled(), orders.rounds())).isEqualTo(expected);
            assertThat(published(orders.shuffled(), Integer.MAX_VALUE)).isEqualTo(expected);
        });
    }

    private Published published(List<Received> records, int perRound) {
        try (SessionDriver driver = new SessionDriver(stateDir)) {
            return driver.published(records, perRound);
        }
    }

    private static Orders<Received> orders(RandomGenerator random) {
        return Orders.of(
                Stream.concat(
                                Stream.generate(() -> segment(random)).limit(SEGMENTS),
                                Stream.generate(() -> batch(random)).limit(BATCHES))
                        .toList(),
                random);
    }

    private static Received segment(RandomGenerator random) {
        boolean counted = random.nextBoolean();
        String records = IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(position -> record(random))
                .collect(Collectors.joining(","));
        String user = random.nextBoolean() ? user(random) : "null";
        String body = counted
                ? "{\"records\":[%s],\"index_in_view\":0}".formatted(records)
                : "{\"user\":%s,\"events\":[%s]}".formatted(user, records);
        boolean broken = random.nextInt(4) == 0;
        Segment segment = RecordedTraffic.withCrc(
                Segment.newBuilder()
                        .setApp("shop")
                        .setSession("s1")
                        .setView(view(random))
                        .setIndex(random.nextInt(8) == 0 ? null : (Integer) random.nextInt(6))
                        .setFormat(counted ? SourceFormat.GUANCE : SourceFormat.RRWEB)
                        .setEncoding(BodyEncoding.IDENTITY)
                        .setReceivedAtMs(RECEIVED_MS + random.nextInt(1_000)),
                (broken ? body.substring(0, body.length() / 2) : body).getBytes(UTF_8));
        return new Received("shop:s1", segment);
    }

    private static String record(RandomGenerator random) {
        long atMs = atMs(random);
        return switch (random.nextInt(6)) {
            case 4 -> "{\"type\":9,\"timestamp\":%d,\"data\":{\"frustrationTypes\":[\"rage_click\"]}}".formatted(atMs);
            case 5 ->
                "{\"type\":6,\"timestamp\":%d,\"data\":{\"plugin\":\"rrweb/console@1\",\"payload\":{\"level\":\"error\"}}}"
                        .formatted(atMs);
            case 0 ->
                "{\"type\":4,\"timestamp\":%d,\"data\":{\"href\":\"https://shop.example/%d\"}}"
                        .formatted(atMs, random.nextInt(3));
            case 1 -> "{\"type\":2,\"timestamp\":%d,\"data\":{}}".formatted(atMs);
            case 2 -> "{\"type\":3,\"timestamp\":%d,\"data\":{\"source\":0}}".formatted(atMs);
            default -> "{\"type\":3,\"timestamp\":%d,\"data\":{\"source\":2,\"type\":2,\"id\":5}}".formatted(atMs);
        };
    }

    private static Received batch(RandomGenerator random) {
        String events = IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(position -> event(random))
                .collect(Collectors.joining("\n"));
        return new Received(
                "shop:s1",
                RumBatch.newBuilder()
                        .setApp("shop")
                        .setSession("s1")
                        .setFormat(SourceFormat.DATADOG)
                        .setEncoding(BodyEncoding.IDENTITY)
                        .setReceivedAtMs(RECEIVED_MS + random.nextInt(1_000))
                        .setBody(ByteBuffer.wrap(events.getBytes(UTF_8)))
                        .build());
    }

    private static String event(RandomGenerator random) {
        String head = "\"date\":%d,\"usr\":%s".formatted(atMs(random), user(random));
        return switch (random.nextInt(4)) {
            case 0 ->
                """
                {"type":"view",%s,"view":{"id":"%s","url":"https://shop.example/%d","time_spent":%d,"error":{"count":%d}},\
                "_dd":{"document_version":%d,"replay_stats":{"segments_count":%d}}}""".formatted(
                                head,
                                view(random),
                                random.nextInt(3),
                                1_000_000L * random.nextInt(90_000),
                                random.nextInt(9),
                                random.nextInt(3),
                                random.nextInt(8));
            case 1 -> """
                {"type":"error",%s,"view":{"id":"%s"},"error":{"message":"%d"}}""".formatted(head, view(random), random.nextInt(2));
            case 2 -> """
                {"type":"error",%s,"view":{"id":"%s"},"error":{"id":"e%d","message":"%d"}}""".formatted(head, view(random), random.nextInt(3), random.nextInt(9));
            default ->
                """
                {"type":"action",%s,"view":{"id":"%s"},"action":{"id":"a%d","type":"%s","frustration":{"type":[%s]}}}""".formatted(
                                head,
                                view(random),
                                random.nextInt(3),
                                random.nextBoolean() ? "click" : "custom",
                                random.nextBoolean() ? "" : "\"rage_click\"");
        };
    }

    private static String user(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> "{}";
            case 1 -> "{\"id\":\"A\",\"name\":\"Anna\"}";
            case 2 -> "{\"id\":\"A\",\"email\":\"anna@shop.example\"}";
            default -> "{\"id\":\"B\"}";
        };
    }

    private static String view(RandomGenerator random) {
        return random.nextBoolean() ? "v1" : "v2";
    }

    /** Few moments, so that many coincide. */
    private static long atMs(RandomGenerator random) {
        return T + 20_000L * random.nextInt(20);
    }
}
