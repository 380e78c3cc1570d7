// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.cluster.TopicGrowth.Extent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopicGrowthTest {

    private static final long NOW_MS = 1_795_392_000_000L;
    private static final long DAY_MS = Duration.ofDays(1).toMillis();
    private static final Optional<Duration> THIRTY_DAYS = Optional.of(Duration.ofDays(30));

    @Test
    void whatCameInTheLastDayComesEveryDay() {
        TopicGrowth growth = TopicGrowth.of(
                "t",
                4_000,
                List.of(new Extent(0, 300, 200, NOW_MS - DAY_MS + 5), new Extent(50, 150, 150, NOW_MS)),
                NOW_MS,
                THIRTY_DAYS);

        assertThat(growth.bytesPerDay()).isEqualTo(1_000);
        assertThat(growth.bytesInTheEnd()).isEqualTo(30_000);
    }

    @Test
    void aTopicYoungerThanADayIsMeasuredFromItsFirstRecordOn() {
        TopicGrowth growth = TopicGrowth.of(
                "t",
                4_000,
                List.of(new Extent(0, 40, 0, NOW_MS - DAY_MS / 12), new Extent(0, 0, 0, NOW_MS)),
                NOW_MS,
                THIRTY_DAYS);

        assertThat(growth.window()).isEqualTo(Duration.ofHours(2));
        assertThat(growth.bytesPerDay()).isEqualTo(48_000);
    }

    @Test
    void aQuietTopicAndOneThatKeepsEverythingStayAsTheyAre() {
        Extent quiet = new Extent(0, 10, 10, NOW_MS);

        assertThat(TopicGrowth.of("t", 500, List.of(quiet), NOW_MS, THIRTY_DAYS).bytesInTheEnd())
                .isZero();
        assertThat(TopicGrowth.of("t", 500, List.of(quiet), NOW_MS, Optional.empty())
                        .bytesInTheEnd())
                .isEqualTo(500);
        assertThat(TopicGrowth.of("t", 0, List.of(), NOW_MS, THIRTY_DAYS).bytesInTheEnd())
                .isZero();
    }
}
