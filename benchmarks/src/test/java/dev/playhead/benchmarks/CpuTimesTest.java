// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CpuTimesTest {

    private static final ProcessHandle SELF = ProcessHandle.current();

    @Test
    void aProcessThatWorksUsesCpuAndSoDoesTheMachine() {
        CpuTimes before = CpuTimes.now(SELF);
        CpuTimes used = CpuTimes.now(SELF).since(before);
        while (used.processes().getFirst().compareTo(Duration.ofMillis(200)) < 0) {
            used = CpuTimes.now(SELF).since(before);
        }

        assertThat(used.at()).isPositive();
        assertThat(used.machine()).isGreaterThanOrEqualTo(Duration.ofMillis(150)); // ticks of 10 ms a core
    }

    @Test
    void aProcessThatHasEndedHasNoTimes() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();

        assertThatThrownBy(() -> CpuTimes.now(process.toHandle())).isInstanceOf(CannotMeasureException.class);
    }
}
