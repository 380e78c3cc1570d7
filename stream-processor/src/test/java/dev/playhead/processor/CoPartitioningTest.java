// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CoPartitioningTest {

    @Test
    void inputsThatWouldSplitSessionsAreRefused() {
        assertThatThrownBy(() -> CoPartitioning.requireEqual(Map.of("segments", 4, "rum-events", 8)))
                .hasMessageContaining("segments=4")
                .hasMessageContaining("rum-events=8");
    }

    @Test
    void equalInputsAreTaken() {
        assertThatNoException().isThrownBy(() -> CoPartitioning.requireEqual(Map.of("segments", 4, "rum-events", 4)));
    }
}
