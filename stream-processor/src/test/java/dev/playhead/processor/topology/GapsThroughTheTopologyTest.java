// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.processor.topology.RecordedTraffic.Received;
import dev.playhead.schemas.v1.MissingSegments;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SessionStatus;
import dev.playhead.schemas.v1.SessionSummary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a user was not there, as a session's summary says it: not where the page was, and not where it was not seen. */
class GapsThroughTheTopologyTest {

    private static final String KEY = "shop:s1";
    private static final long T = 1_795_439_000_000L;
    private static final long MINUTE = 60_000;

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

    @ParameterizedTest
    @CsvSource({"59999, 0", "60000, 0", "60001, 1"})
    void aPauseBetweenTwoClicksIsAGapAboveAMinute(long pauseMs, int gaps) {
        receive(segment(0, click(T)), segment(1, click(T + pauseMs)));
        assertGaps(gaps, pauseMs);
    }

    @ParameterizedTest
    @CsvSource({"59999, 0", "60000, 0", "60001, 1"})
    void soIsAPauseBeforeTheFirstOne(long pauseMs, int gaps) {
        receive(segment(0, mutation(T), click(T + pauseMs)));
        assertGaps(gaps, pauseMs);
    }

    @ParameterizedTest
    @CsvSource({"59999, 0", "60000, 0", "60001, 1"})
    void soIsAPauseAfterTheLastOne(long pauseMs, int gaps) {
        receive(segment(0, click(T), mutation(T + pauseMs)));
        assertGaps(gaps, pauseMs);
    }

    @ParameterizedTest
    @CsvSource({"59999, 0", "60000, 0", "60001, 1"})
    void soIsASessionWithoutAny(long pauseMs, int gaps) {
        receive(segment(0, mutation(T)), segment(1, mutation(T + pauseMs)));
        assertGaps(gaps, pauseMs);
    }

    @Test
    void whoWorksInAnotherTabIsThere() {
        receive(
                segment(0, click(T)),
                inView("v2", segment(1, click(T + MINUTE), click(T + 2 * MINUTE))),
                segment(2, click(T + 3 * MINUTE)));
        assertGaps(0, 0);
    }

    @Test
    void aPageThatMovesByItselfInAnotherTabKeepsNobodyActive() {
        receive(segment(0, click(T)), segment(2, click(T + 2 * MINUTE)));
        receive(inView("v2", segment(1, mutation(T + 30_000), mutation(T + 90_000))));
        assertGaps(1, 2 * MINUTE);
    }

    @Test
    void aLostSegmentIsNamedAndIsNoInactivityAndALateOneFillsTheHole() {
        receive(segment(0, click(T)), segment(2, click(T + 10 * MINUTE)));
        SessionSummary holed = summary();
        assertThat(holed.getMissing()).containsExactly(new MissingSegments("v1", 1, 1, T, T + 10 * MINUTE, "LOST"));
        assertThat(holed.getCompleteness()).isEqualTo(2.0 / 3);
        assertThat(holed.getInactiveMs()).isZero();
        assertThat(holed.getInactivityGaps()).isZero();

        receive(segment(1, mutation(T + MINUTE), click(T + 9 * MINUTE)));
        SessionSummary whole = summary();
        assertThat(whole.getMissing()).isEmpty();
        assertThat(whole.getCompleteness()).isEqualTo(1.0);
        assertThat(whole.getInactivityGaps()).as("now it is known who was idle").isEqualTo(1);
        assertThat(whole.getInactiveMs()).isEqualTo(9 * MINUTE);
    }

    /** Days by which the browser's clock is set while the page is open. */
    @ParameterizedTest
    @ValueSource(longs = {-365, -1, 1, 365})
    void aJumpOfTheBrowsersClockEndsAndExpiresNothing(long days) {
        long jumpMs = Duration.ofDays(days).toMillis();
        List<Received> records = new ArrayList<>();
        for (int index = 0; index < 4; index++) {
            long receivedMs = driver.now().toEpochMilli();
            Segment segment = segment(index, click(receivedMs + (index < 2 ? 0 : jumpMs)));
            segment.setReceivedAtMs(receivedMs);
            records.add(new Received(KEY, segment));
            driver.receive(records.getLast());
            driver.pass(Duration.ofMinutes(1));
        }
        assertThat(driver.ended()).isEmpty();
        assertThat(driver.refs()).as("all of it can be replayed").hasSize(4);
        SessionSummary jumped = driver.summaries().getLast();
        assertThat(jumped.getStatus()).isEqualTo(SessionStatus.OPEN);
        assertThat(jumped.getRevision()).isEqualTo(1);
        assertThat(jumped.getMissing()).isEmpty();
        assertThat(jumped.getSkewMs()).as("told where the clock was ahead").isEqualTo(Math.min(0, -jumpMs));
        assertThat(jumped.getInactivityGaps())
                .as("the jump, as the browser saw it")
                .isEqualTo(1);

        driver.pass(SessionDriver.RULES.inactivity().plus(SessionDriver.RULES.grace()));
        assertThat(driver.ended()).as("by the gateway's clock").hasSize(1);
        assertThat(driver.entriesOf(SessionTopology.SESSION_STATE)).isEqualTo(1);
    }

    private void receive(Segment... segments) {
        for (Segment segment : segments) {
            driver.receive(new Received(KEY, segment));
        }
    }

    private void assertGaps(int gaps, long pauseMs) {
        SessionSummary summary = summary();
        assertThat(summary.getInactivityGaps()).isEqualTo(gaps);
        assertThat(summary.getInactiveMs()).isEqualTo(gaps * pauseMs);
        assertThat(summary.getActiveMs() + summary.getInactiveMs())
                .isEqualTo(summary.getEndMs() - summary.getStartMs());
    }

    private SessionSummary summary() {
        driver.sumUp();
        return driver.summaries().getLast();
    }

    private static Segment segment(int index, String... events) {
        return RecordedTraffic.rrweb(index, "{\"events\":[%s]}".formatted(String.join(",", events)));
    }

    private static Segment inView(String view, Segment segment) {
        segment.setView(view);
        return segment;
    }

    private static String click(long atMs) {
        return "{\"type\":3,\"timestamp\":%d,\"data\":{\"source\":2,\"type\":2,\"id\":5}}".formatted(atMs);
    }

    private static String mutation(long atMs) {
        return "{\"type\":3,\"timestamp\":%d,\"data\":{\"source\":0}}".formatted(atMs);
    }
}
