// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryTest {

    private static final ProcessHandle SELF = ProcessHandle.current();

    @Test
    void thePeakIsForgottenButNeverBelowWhatIsResident() {
        Memory.forgetPeak(SELF);
        Memory memory = Memory.of(SELF);

        assertThat(memory.residentBytes()).isGreaterThan(1 << 20);
        assertThat(memory.peakBytes()).isGreaterThanOrEqualTo(memory.residentBytes());
    }
}
