// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.playhead.processor.topology.RecordedTraffic.Received;
import dev.playhead.schemas.v1.BodyEncoding;
import dev.playhead.schemas.v1.EndReason;
import dev.playhead.schemas.v1.RumBatch;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.SessionEnded;
import dev.playhead.schemas.v1.SessionStatus;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.SourceFormat;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When sessions are closed, opened again and forgotten. */
class SessionLifecycleTest {

    private static final Duration UNTIL_CLOSED =
            SessionDriver.RULES.inactivity().plus(SessionDriver.RULES.grace());
    private static final Duration TOLERANCE = Duration.ofSeconds(20);

    @TempDir
    private Path stateDir;

    private SessionDriver driver;

    @BeforeEach
    void open() {
        driver = new SessionDriver(stateDir);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void aQuietPartitionClosesItsSessions() {
        Instant last = driver.now();
        driver.receive(clicks("s1", 0, last));
        driver.pass(UNTIL_CLOSED.minus(TOLERANCE));
        assertThat(driver.ended()).isEmpty();
        assertThat(status()).isEqualTo(tuple(SessionStatus.OPEN, 1));

        driver.pass(TOLERANCE.multipliedBy(2));
        assertThat(driver.ended())
                .containsExactly(new SessionEnded(
                        "shop",
                        "s1",
                        last.toEpochMilli(),
                        1,
                        EndReason.INACTIVE,
                        last.toEpochMilli(),
                        last.toEpochMilli(),
                        last.toEpochMilli()));
        assertThat(status()).isEqualTo(tuple(SessionStatus.CLOSED, 1));
        assertThat(counted("playhead.processor.sessions.closed")).isEqualTo(1);
    }

    @Test
    void aBusyPartitionClosesTheSessionsThatAreNot() {
        driver.receive(clicks("s1", 0, driver.now()));
        for (int i = 0; i < 20; i++) {
            driver.receive(clicks("s2", i, driver.now()));
            driver.pass(Duration.ofMinutes(1));
        }
        assertThat(driver.ended()).extracting(SessionEnded::getSession).containsExactly("s1");
    }

    @Test
    void aBacklogOfThreeDaysClosesNoneEarly() {
        Instant start = driver.now().minus(Duration.ofDays(3));
        List<Received> backlog = new ArrayList<>();
        for (int session = 0; session < 35; session++) {
            Instant first = start.plus(Duration.ofHours(2).multipliedBy(session));
            for (int i = 0; i < 10; i++) {
                backlog.add(clicks(
                        "s" + session, i, first.plus(Duration.ofMinutes(14).multipliedBy(i))));
            }
        }
        backlog.sort(Comparator.comparingLong(received -> ((Segment) received.value()).getReceivedAtMs()));

        driver.behind(true);
        Map<String, Integer> recordsOf = new HashMap<>();
        int closed = 0;
        for (Received received : backlog) {
            driver.receive(received);
            recordsOf.merge(received.key(), 1, Integer::sum);
            driver.pass(Duration.ofSeconds(10));
            for (SessionEnded ended : driver.ended()) {
                assertThat(recordsOf).containsEntry("shop:" + ended.getSession(), 10);
                assertThat(ended.getRevision()).isEqualTo(1);
                closed++;
            }
        }
        driver.pass(Duration.ofHours(1));
        assertThat(driver.ended())
                .as("nothing comes, and there is more to come")
                .isEmpty();
        assertThat(closed).isEqualTo(34);
        assertThat(openSessions()).containsExactly("s34");

        driver.behind(false);
        driver.pass(Duration.ofMinutes(1));
        assertThat(driver.ended()).extracting(SessionEnded::getSession).containsExactly("s34");
    }

    @Test
    void aSessionOfThirtyHoursStaysOneOpenSession() {
        Instant first = driver.now();
        for (int i = 0; i < 120; i++) {
            driver.receive(clicks("s1", i, driver.now()));
            driver.pass(Duration.ofMinutes(15));
            assertThat(driver.entriesOf(SessionTopology.SESSION_DEADLINES)).isEqualTo(1);
        }
        assertThat(driver.ended()).isEmpty();
        assertThat(driver.refs()).extracting(SegmentRef::getAnchorMs).containsOnly(first.toEpochMilli());
        SessionSummary summary = driver.summaries().getLast();
        assertThat(summary.getSegments()).isEqualTo(120);
        assertThat(summary.getRevision()).isEqualTo(1);
        assertThat(summary.getStatus()).isEqualTo(SessionStatus.OPEN);
    }

    @ParameterizedTest
    @ValueSource(longs = {-365, -1, 1, 365})
    void theBrowsersClockEndsAndExpiresNothing(long daysAhead) {
        driver.receive(clicks("skewed", 0, driver.now(), driver.now().plus(Duration.ofDays(daysAhead))));
        driver.receive(clicks("right", 0, driver.now()));
        driver.pass(UNTIL_CLOSED.minus(TOLERANCE));
        assertThat(driver.ended()).isEmpty();
        driver.pass(TOLERANCE.multipliedBy(2));
        assertThat(driver.ended()).extracting(SessionEnded::getSession).containsExactlyInAnyOrder("right", "skewed");
        assertThat(driver.summaries())
                .filteredOn(summary -> summary.getSession().equals("skewed"))
                .extracting(SessionSummary::getSkewMs)
                .containsOnly(-Duration.ofDays(daysAhead).toMillis());
        driver.pass(Duration.ofHours(23));
        assertThat(driver.entriesOf(SessionTopology.SESSION_STATE)).isEqualTo(2);
    }

    @Test
    void aReceiveTimeOfTheFutureEndsNoOtherSession() {
        driver.receive(clicks("s1", 0, driver.now()));
        driver.receive(clicks("s2", 0, driver.now().plus(Duration.ofDays(365))));
        driver.pass(UNTIL_CLOSED.minus(TOLERANCE));
        assertThat(driver.ended()).isEmpty();
    }

    @Test
    void lateDataOpensASessionAgainAndItIsClosedOnceMore() {
        driver.receive(clicks("s1", 0, driver.now()));
        driver.pass(UNTIL_CLOSED.plus(TOLERANCE));
        driver.receive(clicks("s1", 1, driver.now()));
        driver.sumUp();
        assertThat(status()).isEqualTo(tuple(SessionStatus.OPEN, 2));

        driver.pass(UNTIL_CLOSED.plus(TOLERANCE));
        assertThat(driver.ended()).extracting(SessionEnded::getRevision).containsExactly(1, 2);
        assertThat(status()).isEqualTo(tuple(SessionStatus.CLOSED, 2));
        assertThat(counted("playhead.processor.sessions.reopened")).isEqualTo(1);
    }

    @Test
    void lateDataThatWasReceivedInTimeOpensASessionAgainToo() {
        Instant received = driver.now();
        driver.receive(clicks("s1", 0, received), clicks("s1", 2, received));
        driver.pass(UNTIL_CLOSED.plus(TOLERANCE));
        driver.receive(clicks("s1", 1, received));
        driver.pass(TOLERANCE);
        assertThat(driver.ended()).extracting(SessionEnded::getRevision).containsExactly(1, 2);
    }

    @Test
    void aRecordThatIsProcessedAgainOpensNothing() {
        Received first = clicks("s1", 0, driver.now());
        driver.receive(first);
        driver.pass(UNTIL_CLOSED.plus(TOLERANCE));
        driver.receive(first);
        driver.pass(TOLERANCE);
        assertThat(driver.ended()).hasSize(1);
        assertThat(status()).isEqualTo(tuple(SessionStatus.CLOSED, 1));
    }

    @Test
    void aSessionThatItsSdkHasEndedIsClosedAfterTheGraceAlone() {
        driver.receive(clicks("s1", 0, driver.now()), end("s1", driver.now()));
        driver.pass(Duration.ofMinutes(1));
        driver.receive(clicks("s1", 1, driver.now()));
        driver.pass(SessionDriver.RULES.grace().minus(TOLERANCE));
        assertThat(driver.ended()).as("what is under way is waited for").isEmpty();
        driver.pass(TOLERANCE.multipliedBy(2));
        assertThat(driver.ended())
                .extracting(SessionEnded::getReason, SessionEnded::getRevision)
                .containsExactly(tuple(EndReason.EXPLICIT, 1));
    }

    @Test
    void aSessionOfWhichNothingCouldBeReadEndsUnheard() {
        Received unreadable = clicks("s1", 0, driver.now());
        ((Segment) unreadable.value()).setCrc32c(0);
        driver.receive(unreadable);
        driver.pass(UNTIL_CLOSED.plus(TOLERANCE));
        assertThat(driver.ended()).isEmpty();
        assertThat(driver.summaries()).isEmpty();
    }

    @Test
    void aClosedSessionIsForgottenADayAfterItsLastRecordAndWhatReturnsIsAContinuation() {
        Received part = clicks("s1", 1, driver.now());
        ((Segment) part.value()).setParts(2);
        driver.receive(clicks("s1", 0, driver.now()), part);
        driver.pass(SessionDriver.RULES.keep().minus(TOLERANCE));
        assertThat(driver.entriesOf(SessionTopology.SESSION_STATE)).isEqualTo(1);
        driver.pass(TOLERANCE.multipliedBy(2));
        assertThat(SessionDriver.STORES)
                .allSatisfy(
                        store -> assertThat(driver.entriesOf(store)).as(store).isZero());
        assertThat(counted("playhead.processor.sessions.forgotten")).isEqualTo(1);

        Instant returned = driver.now();
        driver.receive(clicks("s1", 2, returned));
        driver.sumUp();
        assertThat(driver.summaries().getLast().getAnchorMs()).isEqualTo(returned.toEpochMilli());
        assertThat(driver.ended()).hasSize(1);
        driver.pass(UNTIL_CLOSED.plus(TOLERANCE));
        assertThat(driver.ended())
                .extracting(SessionEnded::getAnchorMs, SessionEnded::getRevision)
                .containsExactly(tuple(returned.toEpochMilli(), 1));
    }

    @Test
    void aForgottenSessionThatBeginsAnewWithItsFirstRecordHasThatAlone() {
        Instant received = driver.now();
        driver.receive(IntStream.range(0, 100)
                .mapToObj(index -> clicks("s1", index, received))
                .toArray(Received[]::new));
        driver.sumUp();
        assertThat(driver.summaries().getLast().getSegments()).isEqualTo(100);
        driver.pass(SessionDriver.RULES.keep().plus(TOLERANCE));
        assertThat(counted("playhead.processor.sessions.forgotten")).isEqualTo(1);

        driver.receive(clicks("s1", 0, received));
        driver.sumUp();
        assertThat(driver.summaries().getLast().getSegments()).isEqualTo(1);
    }

    @Test
    void aRecordOfLongAgoIsSummedUpBeforeItsSessionIsForgotten() {
        driver.pass(Duration.ofMinutes(1));
        driver.receive(clicks("s1", 0, driver.now().minus(Duration.ofDays(20))));
        driver.pass(Duration.ofMinutes(1));
        assertThat(driver.ended()).hasSize(1);
        assertThat(status()).isEqualTo(tuple(SessionStatus.CLOSED, 1));
        assertThat(driver.entriesOf(SessionTopology.SESSION_STATE)).isZero();
    }

    @ParameterizedTest
    @EnumSource(Guarantee.class)
    void whoTakesOverClosesWhatIsOpenAndNothingTwice(Guarantee guarantee) {
        driver.receive(clicks("s1", 0, driver.now()), clicks("s2", 0, driver.now()));
        driver.pass(Duration.ofMinutes(10));
        driver.receive(clicks("s2", 1, driver.now()));
        driver = takenOver("second", guarantee);
        driver.pass(Duration.ofMinutes(8));
        assertThat(driver.ended()).extracting(SessionEnded::getSession).containsExactly("s1");
        driver = takenOver("third", guarantee);
        driver.pass(Duration.ofMinutes(30));
        assertThat(driver.ended()).extracting(SessionEnded::getSession).containsExactly("s2");
    }

    @Test
    void aCloseThatMayBeLostIsToldAgainByWhoTakesOver() {
        driver.close();
        driver = new SessionDriver(stateDir.resolve("first"), Guarantee.AT_LEAST_ONCE);
        driver.receive(clicks("s1", 0, driver.now()));
        driver.pass(UNTIL_CLOSED);
        List<SessionEnded> told = driver.ended();
        assertThat(told).hasSize(1);

        driver = takenOver("second", Guarantee.AT_LEAST_ONCE);
        driver.pass(Duration.ofMinutes(1));
        assertThat(driver.ended()).as("the same in every field").isEqualTo(told);
        assertThat(status()).isEqualTo(tuple(SessionStatus.CLOSED, 1));

        driver = takenOver("third", Guarantee.AT_LEAST_ONCE);
        driver.pass(Duration.ofMinutes(1));
        assertThat(driver.ended()).as("committed long ago").isEmpty();
    }

    @Test
    void exactlyOnceACloseIsToldOnce() {
        driver.receive(clicks("s1", 0, driver.now()));
        driver.pass(UNTIL_CLOSED);
        assertThat(driver.ended()).hasSize(1);
        driver = takenOver("second", Guarantee.EXACTLY_ONCE_V2);
        driver.pass(Duration.ofMinutes(1));
        assertThat(driver.ended()).isEmpty();
    }

    private SessionDriver takenOver(String directory, Guarantee guarantee) {
        try (SessionDriver dead = driver) {
            return SessionDriver.takingOver(dead, stateDir.resolve(directory), guarantee);
        }
    }

    private double counted(String name) {
        return driver.meters.get(name).counter().count();
    }

    /** Of the newest summary. */
    private Tuple status() {
        SessionSummary summary = driver.summaries().getLast();
        return tuple(summary.getStatus(), summary.getRevision());
    }

    private List<String> openSessions() {
        Map<String, SessionStatus> statuses = new HashMap<>();
        driver.summaries().forEach(summary -> statuses.put(summary.getSession(), summary.getStatus()));
        return statuses.entrySet().stream()
                .filter(session -> session.getValue() == SessionStatus.OPEN)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Received clicks(String session, int index, Instant received) {
        return clicks(session, index, received, received);
    }

    /** A click on a page. */
    private static Received clicks(String session, int index, Instant received, Instant at) {
        String body =
                "{\"events\":[{\"type\":3,\"timestamp\":%d,\"data\":{\"source\":2,\"type\":2,\"id\":5,\"x\":1,\"y\":2}}]}"
                        .formatted(at.toEpochMilli());
        return new Received(
                "shop:" + session,
                RecordedTraffic.withCrc(
                        Segment.newBuilder()
                                .setApp("shop")
                                .setSession(session)
                                .setView("v1")
                                .setIndex(index)
                                .setFormat(SourceFormat.RRWEB)
                                .setEncoding(BodyEncoding.IDENTITY)
                                .setReceivedAtMs(received.toEpochMilli()),
                        body.getBytes(UTF_8)));
    }

    /** A view's document, which says that the session is over. */
    private static Received end(String session, Instant at) {
        String body =
                "{\"type\":\"view\",\"date\":%d,\"session\":{\"id\":\"%s\",\"is_active\":false},\"view\":{\"id\":\"v1\"}}"
                        .formatted(at.toEpochMilli(), session);
        return new Received(
                "shop:" + session,
                RumBatch.newBuilder()
                        .setApp("shop")
                        .setSession(session)
                        .setFormat(SourceFormat.DATADOG)
                        .setEncoding(BodyEncoding.IDENTITY)
                        .setReceivedAtMs(at.toEpochMilli())
                        .setBody(ByteBuffer.wrap(body.getBytes(UTF_8)))
                        .build());
    }
}
