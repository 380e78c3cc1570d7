// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyAgeTest {

    @Test
    void whatLacksNothingIsFresh() {
        assertThat(CopyAge.first(7, 7, 100).isAtMost(Duration.ZERO, 100)).isTrue();
    }

    @Test
    void whatIsStillBeingMadeHasNoAge() {
        CopyAge half = CopyAge.first(0, 10, 100).next(9, 10, 200);

        assertThat(half.isAtMost(Duration.ofDays(1), 200)).isFalse();
        assertThat(half.next(10, 12, 300).isAtMost(Duration.ofNanos(200), 300)).isTrue();
    }

    @Test
    void whatAlwaysRunsBehindIsAsOldAsTheEndThatItHasReached() {
        CopyAge behind = CopyAge.first(10, 10, 0).next(15, 20, 100).next(25, 30, 200);

        assertThat(behind.isAtMost(Duration.ofNanos(100), 200)).isTrue();
        assertThat(behind.isAtMost(Duration.ofNanos(99), 200)).isFalse();
    }

    @Test
    void whatIsMadeAnewHasNoAgeAgain() {
        CopyAge anew = CopyAge.first(10, 10, 0).next(3, 10, 100);

        assertThat(anew.isAtMost(Duration.ofDays(1), 100)).isFalse();
    }

    /** Against what the copy has, while it and the changelog grow by as many records as the seed decides. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 10, 20})
    void itIsNeverSaidToBeYoungerThanItIs(int allowed) {
        Random random = new Random(allowed);
        int fresh = 0;
        for (int run = 0; run < 100; run++) {
            List<Long> ends = new ArrayList<>(List.of(5L));
            long position = 0;
            CopyAge age = CopyAge.first(position, ends.getLast(), 0);
            for (int moment = 1; moment < 100; moment++) {
                ends.add(ends.getLast() + random.nextInt(10));
                position = Math.min(ends.getLast(), position + random.nextInt(12));
                age = age.next(position, ends.getLast(), moment);
                if (age.isAtMost(Duration.ofNanos(allowed), moment)) {
                    fresh++;
                    assertThat(position).isGreaterThanOrEqualTo(ends.get(Math.max(0, moment - allowed)));
                }
            }
        }
        assertThat(fresh).isPositive();
    }
}
