// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CoPartitioningTest {

    @Test
    void equalCountsAreTheCount() {
        assertThat(CoPartitioning.agreed(Map.of("a", 4, "b", 4))).isEqualTo(4);
    }

    @Test
    void unequalCountsAreNamed() {
        assertThatThrownBy(() -> CoPartitioning.agreed(Map.of("a", 4, "b", 8)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a=4")
                .hasMessageContaining("b=8");
    }
}
