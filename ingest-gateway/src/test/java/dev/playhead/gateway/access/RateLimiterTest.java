// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.applications.RateLimits;
import dev.playhead.schemas.SessionKey;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

    private static final long LARGEST = 1_000;
    private static final SessionKey SESSION = new SessionKey("shop", "s1");
    private static final SessionKey OTHER_SESSION = new SessionKey("shop", "s2");
    private static final SessionKey OTHER_APP = new SessionKey("blog", "s1");

    private final Clock clock = new Clock();
    private final RateLimiter rates = new RateLimiter(100, LARGEST, clock);

    /** Stands still until it is moved. */
    private static final class Clock implements TimeMeter {

        private long nanos;

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }

        void advance(Duration duration) {
            nanos += duration.toNanos();
        }
    }

    @Test
    void tenSecondsWorthOfRequestsMayComeAtOnceAndThenTheRateHolds() {
        RateLimits limits = new RateLimits(null, null, 2L, null);
        assertThat(takenOf(25, SESSION, limits, 1)).isEqualTo(20);
        clock.advance(Duration.ofSeconds(3));
        assertThat(takenOf(25, SESSION, limits, 1)).isEqualTo(6);
        assertThat(rates.takes(OTHER_SESSION, limits, 1)).isTrue();
    }

    @Test
    void allSessionsOfAnApplicationShareItsLimit() {
        RateLimits limits = new RateLimits(null, 200L, null, null);
        assertThat(takenOf(3, SESSION, limits, 800)).isEqualTo(2);
        assertThat(rates.takes(OTHER_SESSION, limits, 800)).isFalse();
        assertThat(rates.takes(OTHER_SESSION, limits, 400)).isTrue();
        assertThat(rates.takes(OTHER_APP, limits, 800)).isTrue();
    }

    /** The rate is an average however long a pause is: a bucket that is not full again must not be forgotten. */
    @Test
    void aLargestUploadIsPaidForHoweverSlowTheRateIs() {
        RateLimits limits = new RateLimits(null, null, null, 1L);
        assertThat(rates.takes(SESSION, limits, LARGEST)).isTrue();
        clock.advance(Duration.ofMinutes(5));
        assertThat(rates.takes(SESSION, limits, LARGEST)).isFalse();
        assertThat(rates.takes(SESSION, limits, 300)).isTrue();
        clock.advance(Duration.ofSeconds(LARGEST));
        assertThat(rates.takes(SESSION, limits, LARGEST)).isTrue();
    }

    @Test
    void whatOneLimitRefusesCountsForNone() {
        RateLimits limits = new RateLimits(1L, null, null, 100L);
        assertThat(rates.takes(SESSION, limits, LARGEST)).isTrue();
        assertThat(takenOf(50, SESSION, limits, LARGEST)).isZero();
        assertThat(takenOf(20, OTHER_SESSION, limits, 1)).isEqualTo(9);
    }

    @Test
    void withoutLimitsEverythingIsTaken() {
        assertThat(takenOf(1_000, SESSION, RateLimits.NONE, Long.MAX_VALUE)).isEqualTo(1_000);
    }

    private int takenOf(int uploads, SessionKey key, RateLimits limits, long bytes) {
        int taken = 0;
        for (int i = 0; i < uploads; i++) {
            taken += rates.takes(key, limits, bytes) ? 1 : 0;
        }
        return taken;
    }
}
