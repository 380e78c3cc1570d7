// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.benchmarks.Progress.Commit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void neitherTheWarmUpNorTheLastCommitIsMeasured() {
        List<Commit> commits = List.of(
                at(10, 100), // slow, while it is cold
                at(12, 300),
                at(13, 500),
                at(14, 700),
                at(19, 1_000)); // has waited for the commit interval

        assertThat(Progress.rate(commits, 1_000)).isEqualTo(200);
    }

    @Test
    void fromOneCommitNothingIsConcluded() {
        assertThatThrownBy(() -> Progress.rate(List.of(at(1, 500), at(2, 1_000)), 1_000))
                .isInstanceOf(CannotMeasureException.class)
                .hasMessageContaining("--mib");
    }

    private static Commit at(long seconds, long records) {
        return new Commit(Duration.ofSeconds(seconds), records);
    }
}
