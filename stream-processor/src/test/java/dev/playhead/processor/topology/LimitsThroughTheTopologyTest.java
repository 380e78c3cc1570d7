// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.processor.session.SessionLimits;
import dev.playhead.processor.topology.RecordedTraffic.Received;
import dev.playhead.schemas.v1.BodyEncoding;
import dev.playhead.schemas.v1.Cut;
import dev.playhead.schemas.v1.MarkerKind;
import dev.playhead.schemas.v1.RumBatch;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.SourceFormat;
import dev.playhead.schemas.v1.TimelineEntry;
import dev.playhead.schemas.v1.ViewSummary;
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
    private static final int TRIES = Property.tries(8);
    private static final SessionLimits FEW = new SessionLimits(3, 100, 1 << 20, 100);
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
            assertThat(dropped(driver, "markers")).isPositive();
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

    @Test
    void theEarliestSegmentsAreKeptAndTheSessionEndsForReadersWithThem() {
        SessionLimits two = new SessionLimits(100, 2, 1 << 20, 100);
        List<Received> records = List.of(
                segment(3, click(3_000)),
                segment(0, click(0)),
                errors("e1", 10, "e2", 2_000),
                segment(2, click(2_000)),
                segment(1, click(1_000), click(9_000)));
        Published published = published(records, two, 1);
        assertThat(published.refs().values()).extracting(SegmentRef::getId).containsExactly("v1:0", "v1:1");
        assertThat(times(published, MarkerKind.CLICK)).containsExactly(0L, 1_000L);
        assertThat(times(published, MarkerKind.ERROR)).containsExactly(10L);
        SessionSummary session = published.session();
        assertThat(session.getLimits()).containsExactly("SEGMENTS");
        assertThat(session.getCut()).isEqualTo(new Cut(T + 2_000, "v1:2"));
        assertThat(session.getSegments()).isEqualTo(2);
        assertThat(session.getErrors()).isEqualTo(1);
        assertThat(session.getEndMs()).as("what came is known to have been").isEqualTo(T + 9_000);
    }

    @Test
    void theEarliestBytesAreKept() {
        Received first = segment(0, click(0));
        long bytes = bytesOf(first);
        SessionLimits limits = new SessionLimits(100, 100, 2 * bytes, 100);
        assertThat(published(List.of(segment(2, click(2)), segment(1, click(1)), first), limits, 1)
                        .session())
                .satisfies(session -> {
                    assertThat(session.getLimits()).containsExactly("BYTES");
                    assertThat(session.getSegments()).isEqualTo(2);
                    assertThat(session.getBytes()).isEqualTo(2 * bytes);
                });
        assertThat(published(List.of(segment(1, click(1)), first), limits, 1)
                        .session()
                        .getLimits())
                .isEmpty();
    }

    @Test
    void theEarliestViewsAreKept() {
        SessionLimits two = new SessionLimits(100, 100, 1 << 20, 2);
        List<Received> records =
                List.of(segmentOf("c", 2, click(2_000)), segmentOf("a", 1, click(1_000)), segmentOf("b", 0, click(0)));
        Published published = published(records, two, 1);
        assertThat(published.session().getViews())
                .extracting(ViewSummary::getId)
                .containsExactly("b", "a");
        assertThat(published.session().getLimits()).containsExactly("VIEWS");
        assertThat(published.refs().values()).extracting(SegmentRef::getId).containsExactly("a:1", "b:0");
        assertThat(times(published, MarkerKind.CLICK)).containsExactly(0L, 1_000L);
    }

    @Test
    void whatIsBehindACutIsCountedAndNotStored() {
        try (SessionDriver driver = new SessionDriver(stateDir, new SessionLimits(100, 2, 1 << 20, 100))) {
            for (int index = 0; index < 20; index++) {
                driver.receive(segment(index, click(100L * index)));
            }
            driver.sumUp();
            assertThat(driver.entriesOf(SessionTopology.SESSION_MEMBERS)).isEqualTo(2);
            driver.published();
            driver.receive(segment(20, click(2_000)));
            driver.sumUp();
            assertThat(driver.entriesOf(SessionTopology.SESSION_MEMBERS)).isEqualTo(2);
            assertThat(driver.refs()).isEmpty();
            assertThat(dropped(driver, "segments"))
                    .as("segments and their clicks")
                    .isEqualTo(2.0 * 19);
        }
    }

    @Test
    void viewsBehindACutAreCounted() {
        try (SessionDriver driver = new SessionDriver(stateDir, new SessionLimits(100, 100, 1 << 20, 1))) {
            driver.receive(segmentOf("a", 0, click(0)), segmentOf("b", 1, click(1)), segmentOf("c", 2, click(2)));
            assertThat(dropped(driver, "views"))
                    .as("two views, two segments and two clicks")
                    .isEqualTo(6);
        }
    }

    @Test
    void everyOrderCutsTheSessionAtTheSameMoment() {
        Property.forAll(3 * TRIES, LimitsThroughTheTopologyTest::cutOrders, cut -> {
            Orders<Received> orders = cut.orders();
            Published expected = published(orders.once(), cut.limits(), Integer.MAX_VALUE);
            assertThat(published(orders.shuffled(), cut.limits(), orders.rounds()))
                    .isEqualTo(expected);
            assertThat(published(orders.shuffled(), cut.limits(), 1)).isEqualTo(expected);
            assertThat(expected.session().getSegments())
                    .isLessThanOrEqualTo(cut.limits().segments());
            assertThat(expected.session().getBytes())
                    .isLessThanOrEqualTo(cut.limits().bytes());
            assertThat(expected.session().getViews())
                    .hasSizeLessThanOrEqualTo(cut.limits().views());
            assertThat(expected.refs()).hasSize(expected.session().getSegments());
        });
    }

    private record CutOrders(Orders<Received> orders, SessionLimits limits) {}

    /** Variants of a segment begin at the same time, and the segments of a view follow one another. */
    private static CutOrders cutOrders(RandomGenerator random) {
        Stream<Received> segments = Stream.generate(() -> {
                    int index = random.nextInt(9);
                    Stream<String> first = Stream.of(click(1_000L * index));
                    String[] records = Stream.concat(first, Stream.of(records(random, 1_000L * index)))
                            .toArray(String[]::new);
                    return segmentOf("v" + index / 2, index, records);
                })
                .limit(14);
        Stream<Received> events =
                IntStream.range(0, 6).mapToObj(number -> errors("e" + number, 500L * random.nextInt(20)));
        return new CutOrders(
                Orders.of(
                        Stream.of(Stream.of(segmentOf("v0", 0, click(0))), segments, events)
                                .flatMap(records -> records)
                                .toList(),
                        random),
                new SessionLimits(
                        4 + random.nextInt(20),
                        1 + random.nextInt(9),
                        200L + random.nextInt(2_000),
                        1 + random.nextInt(5)));
    }

    private static double dropped(SessionDriver driver, String limit) {
        return driver.meters
                .get("playhead.processor.session.excess.dropped")
                .tag("limit", limit)
                .counter()
                .count();
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
                                Stream.generate(() -> segment(random.nextInt(5), records(random, 0)))
                                        .limit(12),
                                IntStream.range(0, 12)
                                        .mapToObj(number -> errors("e" + number, 500L * random.nextInt(10))))
                        .toList(),
                random);
    }

    private static String[] records(RandomGenerator random, long fromMs) {
        return IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(position -> {
                    long atMs = fromMs + 500L * random.nextInt(10);
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

    private static Received segmentOf(String view, int index, String... events) {
        Received received = segment(index, events);
        ((Segment) received.value()).setView(view);
        return received;
    }

    private static long bytesOf(Received segment) {
        return ((Segment) segment.value()).getBody().remaining();
    }

    /** @param idsAndTimes alternately */
    private static Received errors(Object... idsAndTimes) {
        String events = IntStream.range(0, idsAndTimes.length / 2)
                .mapToObj(number ->
                        """
                        {"type":"error","date":%d,"view":{"id":"v0"},"error":{"id":"%s","message":"boom"}}""".formatted(T + ((Number) idsAndTimes[2 * number + 1]).longValue(), idsAndTimes[2 * number]))
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
