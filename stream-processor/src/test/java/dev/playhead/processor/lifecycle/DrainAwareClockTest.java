// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.testkit.Property;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DrainAwareClockTest {

    private static final Duration SETTLED_AFTER = Duration.ofSeconds(30);
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long DAY = 24 * 60 * MINUTE;

    /** When the tests begin by the wall clock. */
    private static final long T = 100 * DAY;

    private static final Set<String> NONE = Set.of();
    private static final Set<String> SEGMENTS = Set.of("segments");
    private static final Set<String> BOTH = Set.of("segments", "events");

    private final DrainAwareClock clock = new DrainAwareClock(SETTLED_AFTER);

    @Test
    void nothingIsKnownBeforeTheFirstRecordOrAQuietTime() {
        assertThat(clock.read(T, BOTH)).isEmpty();
        assertThat(clock.read(T + SECOND, NONE)).isEmpty();
        assertThat(look(T + 2 * SECOND, T + 30 * SECOND, NONE)).isEmpty();
        assertThat(clock.read(T + 31 * SECOND, NONE)).hasValue(T + 31 * SECOND);
    }

    @Test
    void aBacklogIsAsLateAsItHasBeenProcessedToHoweverLongThatTakes() {
        clock.processed("segments", T - 3 * DAY);
        assertThat(look(T, T + 10 * MINUTE, SEGMENTS)).hasValue(T - 3 * DAY);
        clock.processed("segments", T - 2 * DAY);
        assertThat(look(T + 10 * MINUTE, T + 20 * MINUTE, SEGMENTS)).hasValue(T - 2 * DAY);
    }

    @Test
    void theInputThatIsFurthestBehindDecides() {
        clock.processed("segments", T - 2 * DAY);
        assertThat(clock.read(T, BOTH)).as("of the events nothing is known yet").isEmpty();
        clock.processed("events", T - 3 * DAY);
        assertThat(clock.read(T, BOTH)).hasValue(T - 3 * DAY);
    }

    @Test
    void anInputAtItsEndHoldsNobodyBack() {
        clock.processed("events", T - 9 * DAY);
        clock.processed("segments", T - SECOND);
        assertThat(clock.read(T, SEGMENTS)).hasValue(T - SECOND);
        assertThat(clock.read(T, NONE)).hasValue(T - SECOND);
    }

    @Test
    void aQuietTimeIsEndedByARecord() {
        look(T, T + 29 * SECOND, NONE);
        clock.processed("segments", T);
        assertThat(look(T + 30 * SECOND, T + 59 * SECOND, NONE)).hasValue(T);
        assertThat(clock.read(T + 60 * SECOND, NONE)).hasValue(T + MINUTE);
    }

    @Test
    void overATimeInWhichNobodyLookedNothingIsKnown() {
        clock.processed("segments", T);
        assertThat(look(T, T + MINUTE, NONE)).hasValue(T + MINUTE);
        long woken = T + DAY;
        assertThat(clock.read(woken, NONE)).as("a backlog may have grown").hasValue(T + MINUTE);
        assertThat(look(woken, woken + 29 * SECOND, NONE)).hasValue(T + MINUTE);
        assertThat(clock.read(woken + 30 * SECOND, NONE)).hasValue(woken + 30 * SECOND);
    }

    @Test
    void aReceiveTimeOfTheFutureIsNotBelieved() {
        clock.processed("segments", T + 365 * DAY);
        assertThat(clock.read(T, SEGMENTS)).hasValue(T);
        assertThat(clock.read(T + SECOND, NONE)).hasValue(T + SECOND);
    }

    /** One look at the clock, after what was processed since the one before. */
    private record Look(long wallMs, List<Long> segmentsMs, List<Long> eventsMs, Set<String> behind) {}

    @Test
    void itNeverGoesBackNorPassesTheWallClockNorWhatIsLeftToProcess() {
        Property.forAll(1_000, DrainAwareClockTest::looks, looks -> {
            DrainAwareClock one = new DrainAwareClock(SETTLED_AFTER);
            long before = Long.MIN_VALUE;
            long latestWallMs = 0;
            for (int i = 0; i < looks.size(); i++) {
                Look look = looks.get(i);
                look.segmentsMs().forEach(atMs -> one.processed("segments", atMs));
                look.eventsMs().forEach(atMs -> one.processed("events", atMs));
                latestWallMs = Math.max(latestWallMs, look.wallMs());
                OptionalLong now = one.read(look.wallMs(), look.behind());
                long nowMs = now.orElse(Long.MIN_VALUE);
                assertThat(nowMs).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(latestWallMs);
                if (nowMs > before) {
                    assertThat(nowMs)
                            .as("how far look %d could know", i)
                            .isLessThanOrEqualTo(
                                    settled(looks.subList(0, i + 1))
                                            ? look.wallMs()
                                            : processedTo(looks.subList(0, i + 1), look.behind()));
                }
                before = nowMs;
            }
        });
    }

    /** Whether the last looks, close to each other, all saw the inputs at their end and nothing processed between. */
    private static boolean settled(List<Look> looks) {
        Look last = looks.getLast();
        int first = looks.size() - 1;
        while (first > 0
                && looks.get(first).behind().isEmpty()
                && looks.get(first).segmentsMs().isEmpty()
                && looks.get(first).eventsMs().isEmpty()
                && looks.get(first).wallMs() - looks.get(first - 1).wallMs() <= 10 * SECOND
                && looks.get(first - 1).behind().isEmpty()) {
            first--;
        }
        return last.behind().isEmpty() && last.wallMs() - looks.get(first).wallMs() >= SETTLED_AFTER.toMillis();
    }

    private static long processedTo(List<Look> looks, Set<String> behind) {
        long segmentsMs = newest(
                looks.stream().flatMap(look -> look.segmentsMs().stream()).toList());
        long eventsMs =
                newest(looks.stream().flatMap(look -> look.eventsMs().stream()).toList());
        if (behind.isEmpty()) {
            return Math.max(segmentsMs, eventsMs);
        }
        return Math.min(
                behind.contains("segments") ? segmentsMs : Long.MAX_VALUE,
                behind.contains("events") ? eventsMs : Long.MAX_VALUE);
    }

    private static long newest(List<Long> timesMs) {
        return timesMs.stream().mapToLong(Long::longValue).max().orElse(Long.MIN_VALUE);
    }

    private static List<Look> looks(RandomGenerator random) {
        List<Look> looks = new ArrayList<>();
        long wallMs = T;
        int left = 0;
        for (int i = 0; i < 40; i++) {
            wallMs += random.nextInt(20) == 0 ? DAY : random.nextLong(11) * SECOND;
            left = random.nextInt(6) == 0 ? random.nextInt(4) : left;
            Set<String> behind = List.of(NONE, SEGMENTS, Set.of("events"), BOTH).get(left);
            boolean busy = !behind.isEmpty() || random.nextInt(10) == 0;
            looks.add(new Look(wallMs, received(random, busy, wallMs), received(random, busy, wallMs), behind));
        }
        return looks;
    }

    private static List<Long> received(RandomGenerator random, boolean busy, long wallMs) {
        return busy
                ? random.longs(random.nextInt(3), wallMs - 3 * DAY, wallMs + DAY)
                        .boxed()
                        .toList()
                : List.of();
    }

    /** Looks once a second, and says what the last look said. */
    private OptionalLong look(long fromMs, long toMs, Set<String> behind) {
        return LongStream.iterate(fromMs, atMs -> atMs <= toMs, atMs -> atMs + SECOND)
                .mapToObj(atMs -> clock.read(atMs, behind))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }
}
