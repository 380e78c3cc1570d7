// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.cluster.DiskUse;
import dev.playhead.cluster.TopicGrowth;
import dev.playhead.cluster.TopicGrowth.Extent;
import dev.playhead.deploy.doctor.Finding.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DiskForecastTest {

    private static final long NOW_MS = 1_795_392_000_000L;
    private static final Optional<Duration> THIRTY_DAYS = Optional.of(Duration.ofDays(30));

    @Test
    void adviceComesBeforeTheDiskIsFull() {
        long perDay = 10L << 30;
        assertThat(level(perDay, OptionalLong.of(400L << 30))).isEqualTo(Level.OK);
        assertThat(level(perDay, OptionalLong.of(100L << 30))).isEqualTo(Level.WARN);
        assertThat(level(perDay, OptionalLong.of(5L << 30))).isEqualTo(Level.FAIL);
        assertThat(level(perDay, OptionalLong.empty())).isEqualTo(Level.OK);
        assertThat(finding(perDay, OptionalLong.of(100L << 30)).says())
                .isEqualTo("10 GiB in topics, 1.0 KiB in changelogs, 100 GiB free; 10 GiB a day, "
                        + "300 GiB when their retention has passed (t 300 GiB): "
                        + "full in about 10.0 days, add disks or shorten the retention");
    }

    @Test
    void nothingIsForetoldFromAFewMinutes() {
        TopicGrowth young =
                TopicGrowth.of("t", 1L << 40, List.of(new Extent(0, 10, 0, NOW_MS - 60_000)), NOW_MS, THIRTY_DAYS);

        assertThat(new DiskForecast(new DiskUse(List.of(young), 0, OptionalLong.of(1)))
                        .finding()
                        .line())
                .startsWith("ok    disk")
                .endsWith("too young to tell what will be");
    }

    private static Level level(long perDay, OptionalLong free) {
        return finding(perDay, free).level();
    }

    private static Finding finding(long perDay, OptionalLong free) {
        TopicGrowth growth = new TopicGrowth("t", perDay, 100, 100, Duration.ofDays(1), THIRTY_DAYS);
        return new DiskForecast(new DiskUse(List.of(growth), 1_024, free)).finding();
    }
}
