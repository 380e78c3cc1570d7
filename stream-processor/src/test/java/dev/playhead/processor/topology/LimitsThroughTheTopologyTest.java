// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.processor.session.SessionLimits;
import dev.playhead.processor.topology.RecordedTraffic.Received;
import dev.playhead.schemas.v1.BodyEncoding;
import dev.playhead.schemas.v1.MarkerKind;
import dev.playhead.schemas.v1.RumBatch;
import dev.playhead.schemas.v1.SourceFormat;
import dev.playhead.schemas.v1.TimelineEntry;
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

/** Sessions with more than is kept of one: what is kept depends on what came and not on when. */
class LimitsThroughTheTopologyTest {
    private static final int TRIES = 8;
    private static final SessionLimits FEW = new SessionLimits(3);
    private static final long RECEIVED_MS = 1_795_440_000_000L;
    private static final long T = 1_795_439_000_000L;

    @TempDir
    private Path stateDir;

    @Test
    void theEarliestOfEachKindAreKept() {
        List<Received> records = List.of(
                segment(1, click(90), click(91), click(92), error(93)),
                segment(0, click(10), click(4_000), click(4_001)),
                errors("e1", 50, "e2", 40, "e3", 30, "e4", 20));
        try (SessionDriver driver = new SessionDriver(stateDir, FEW)) {
            driver.receive(records);
            driver.sumUp();
            Published published = driver.published();
            assertThat(times(published, MarkerKind.CLICK)).containsExactly(10L, 90L, 91L);
            assertThat(times(published, MarkerKind.ERROR)).containsExactly(20L, 30L, 40L);
            assertThat(times(published, MarkerKind.FRUSTRATION))
                    .as("an error follows two of the clicks no more, and three clicks are left in that second")
                    .containsExactly(91L);
            assertThat(published.session().getLimits()).containsExactly("MARKERS");
            assertThat(published.session().getErrors()).isEqualTo(3);
            assertThat(published.refs()).as("the recording is not cut").hasSize(2);
            assertThat(driver.meters
                            .get("playhead.processor.session.excess.dropped")
                            .tag("limit", "markers")
                            .counter()
                            .count())
                    .isPositive();
        }
    }

    @Test
    void aSessionWithinTheLimitsHasReachedNone() {
        assertThat(published(List.of(segment(0, click(1), click(2), click(5_000))), FEW, 1)
                        .session()
                        .getLimits())
                .isEmpty();
    }

    @Test
    void whatIsCutAwayIsNotStored() {
        try (SessionDriver driver = new SessionDriver(stateDir, FEW)) {
            driver.receive(IntStream.range(0, 50)
                    .mapToObj(number -> errors("e" + number, number))
                    .toList());
            driver.sumUp();
            assertThat(driver.entriesOf(SessionTopology.SESSION_MEMBERS)).isEqualTo(3);
            driver.receive(errors("late", 60));
            assertThat(driver.entriesOf(SessionTopology.SESSION_MEMBERS)).isEqualTo(3);
        }
    }

    @Test
    void everyOrderKeepsTheSame() {
        Property.forAll(TRIES, LimitsThroughTheTopologyTest::orders, orders -> {
            Published expected = published(orders.once(), FEW, Integer.MAX_VALUE);
            assertThat(expected.session().getLimits()).containsExactly("MARKERS");
            assertThat(published(orders.shuffled(), FEW, orders.rounds())).isEqualTo(expected);
            assertThat(published(orders.shuffled(), FEW, 1)).isEqualTo(expected);
            for (MarkerKind kind : MarkerKind.values()) {
                assertThat(expected.ofKind(kind)).hasSizeLessThanOrEqualTo(3);
            }
        });
    }

    private Published published(List<Received> records, SessionLimits limits, int perRound) {
        try (SessionDriver driver = new SessionDriver(stateDir, limits)) {
            return driver.published(records, perRound);
        }
    }

    /** Segments compete for their place; an event of one id is always the same. */
    private static Orders<Received> orders(RandomGenerator random) {
        return Orders.of(
                Stream.concat(
                                Stream.generate(() -> segment(random.nextInt(5), records(random)))
                                        .limit(12),
                                IntStream.range(0, 12)
                                        .mapToObj(number -> errors("e" + number, 500L * random.nextInt(10))))
                        .toList(),
                random);
    }

    private static String[] records(RandomGenerator random) {
        return IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(position -> {
                    long atMs = 500L * random.nextInt(10);
                    return random.nextInt(4) == 0 ? error(atMs) : click(atMs);
                })
                .toArray(String[]::new);
    }

    private static List<Long> times(Published published, MarkerKind kind) {
        return published.ofKind(kind).stream()
                .map(TimelineEntry::getAtMs)
                .map(atMs -> atMs - T)
                .toList();
    }

    private static String click(long atMs) {
        return "{\"type\":3,\"timestamp\":%d,\"data\":{\"source\":2,\"type\":2,\"id\":5}}".formatted(T + atMs);
    }

    private static String error(long atMs) {
        return "{\"type\":6,\"timestamp\":%d,\"data\":{\"plugin\":\"rrweb/console@1\",\"payload\":{\"level\":\"error\"}}}"
                .formatted(T + atMs);
    }

    private static Received segment(int index, String... events) {
        String body = "{\"events\":[%s]}".formatted(String.join(",", events));
        return new Received("shop:s1", RecordedTraffic.rrweb(index, body));
    }

    /** @param idsAndTimes alternately */
    private static Received errors(Object... idsAndTimes) {
        String events = IntStream.range(0, idsAndTimes.length / 2)
                .mapToObj(number ->
                        """
                        {"type":"error","date":%d,"view":{"id":"v1"},"error":{"id":"%s","message":"boom"}}""".formatted(T + ((Number) idsAndTimes[2 * number + 1]).longValue(), idsAndTimes[2 * number]))
                .collect(Collectors.joining("\n"));
        return new Received(
                "shop:s1",
                RumBatch.newBuilder()
                        .setApp("shop")
                        .setSession("s1")
                        .setFormat(SourceFormat.DATADOG)
                        .setEncoding(BodyEncoding.IDENTITY)
                        .setReceivedAtMs(RECEIVED_MS)
                        .setBody(ByteBuffer.wrap(events.getBytes(UTF_8)))
                        .build());
    }
}
