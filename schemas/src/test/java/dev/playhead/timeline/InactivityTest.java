// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.testkit.Property;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InactivityTest {

    private static final long EPSILON_MS = Inactivity.DEFAULT_THRESHOLD_MS;

    private record Session(List<TimeSpan> activity, List<TimeSpan> missing, TimeSpan whole, long thresholdMs) {}

    @ParameterizedTest
    @CsvSource({"59999,0", "60000,0", "60001,1"})
    void aGapIsStrictlyLongerThanTheThreshold(long pauseMs, int gaps) {
        TimeSpan session = new TimeSpan(0, pauseMs);
        assertThat(gaps(List.of(TimeSpan.at(0), TimeSpan.at(pauseMs)), session)).hasSize(gaps);
        assertThat(gaps(List.of(TimeSpan.at(0)), session)).as("tail").hasSize(gaps);
        assertThat(gaps(List.of(TimeSpan.at(pauseMs)), session)).as("head").hasSize(gaps);
        assertThat(gaps(List.of(), session)).as("no activity at all").hasSize(gaps);
    }

    @Test
    void headTailAndBetweenAreAllGaps() {
        assertThat(gaps(List.of(TimeSpan.at(100_000), new TimeSpan(200_000, 210_000)), new TimeSpan(0, 300_000)))
                .containsExactly(
                        new TimeSpan(0, 100_000), new TimeSpan(100_000, 200_000), new TimeSpan(210_000, 300_000));
    }

    @Test
    void withoutAnyActivityTheWholeSessionIsOneGap() {
        Inactivity inactivity = Inactivity.of(Islands.NONE, EPSILON_MS, new TimeSpan(1_000, 100_000), List.of());
        assertThat(inactivity.gaps()).containsExactly(new TimeSpan(1_000, 100_000));
        assertThat(inactivity.totalMs()).isEqualTo(99_000);
    }

    @Test
    void whatIsMissingIsCutOut() {
        assertThat(cut(new TimeSpan(100_000, 120_000)))
                .containsExactly(new TimeSpan(0, 100_000), new TimeSpan(120_000, 200_000));
        assertThat(cut(new TimeSpan(60_000, 140_000))).as("pieces of just ε").isEmpty();
        assertThat(cut(new TimeSpan(60_001, 140_000))).containsExactly(new TimeSpan(0, 60_001));
        assertThat(cut(new TimeSpan(-5, 300_000))).isEmpty();
        assertThat(cut(new TimeSpan(-5, 0), new TimeSpan(200_000, 300_000))).containsExactly(new TimeSpan(0, 200_000));
        assertThat(cut(new TimeSpan(90_000, 120_000), new TimeSpan(80_000, 130_000), new TimeSpan(85_000, 86_000)))
                .containsExactly(new TimeSpan(0, 80_000), new TimeSpan(130_000, 200_000));
    }

    @Test
    void aMissingSpanOfNoLengthCutsAGapInTwo() {
        assertThat(cut(TimeSpan.at(100_000))).containsExactly(new TimeSpan(0, 100_000), new TimeSpan(100_000, 200_000));
    }

    @Test
    void gapsAreWhatANaiveOracleFinds() {
        Property.forAll(
                2_000,
                InactivityTest::session,
                session -> assertThat(Inactivity.of(
                                        Islands.of(session.activity()),
                                        session.thresholdMs(),
                                        session.whole(),
                                        session.missing())
                                .gaps())
                        .isEqualTo(idleNaively(session)));
    }

    private static List<TimeSpan> gaps(List<TimeSpan> activity, TimeSpan session) {
        return Inactivity.of(Islands.of(activity), EPSILON_MS, session, List.of())
                .gaps();
    }

    private static List<TimeSpan> cut(TimeSpan... missing) {
        return Inactivity.of(
                        Islands.of(List.of(TimeSpan.at(0), TimeSpan.at(200_000))),
                        EPSILON_MS,
                        new TimeSpan(0, 200_000),
                        List.of(missing))
                .gaps();
    }

    private static List<TimeSpan> idleNaively(Session session) {
        return free(session.whole(), session.activity(), session.thresholdMs())
                .flatMap(pause -> free(pause, session.missing(), session.thresholdMs()))
                .toList();
    }

    /** Of all stretches between any two ends, those that nothing reaches into and that are long enough. */
    private static Stream<TimeSpan> free(TimeSpan whole, List<TimeSpan> taken, long thresholdMs) {
        Set<Long> starts = new TreeSet<>(Set.of(whole.startMs()));
        Set<Long> ends = new TreeSet<>(Set.of(whole.endMs()));
        taken.forEach(span -> starts.add(span.endMs()));
        taken.forEach(span -> ends.add(span.startMs()));
        return starts.stream()
                .filter(startMs -> startMs >= whole.startMs())
                .flatMap(startMs -> ends.stream()
                        .filter(endMs -> endMs <= whole.endMs() && endMs - startMs > thresholdMs)
                        .map(endMs -> new TimeSpan(startMs, endMs)))
                .filter(stretch -> taken.stream()
                        .noneMatch(span -> span.startMs() < stretch.endMs() && span.endMs() > stretch.startMs()));
    }

    private static Session session(RandomGenerator random) {
        TimeSpan whole = new TimeSpan(0, random.nextLong(1, 400_000));
        return new Session(spans(random, whole, 6), spans(random, whole, 4), whole, random.nextLong(5_000, 65_000));
    }

    private static List<TimeSpan> spans(RandomGenerator random, TimeSpan whole, int most) {
        return Stream.generate(() -> {
                    long startMs = random.nextLong(whole.endMs());
                    long endMs = random.nextLong(startMs, Math.min(whole.endMs(), startMs + 60_000) + 1);
                    return new TimeSpan(startMs, random.nextInt(4) == 0 ? startMs : endMs);
                })
                .limit(random.nextInt(most))
                .toList();
    }
}
