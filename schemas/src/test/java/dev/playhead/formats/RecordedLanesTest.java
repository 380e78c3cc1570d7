// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.formats.RecordedLanes.Lane;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RecordedLanesTest {

    @ParameterizedTest
    @MethodSource("lanes")
    void aLaneWithoutHolesLosesNothing(Lane lane) {
        LaneConversion conversion = lane.conversion();

        assertThat(RecordedLanes.convert(conversion, lane.segments().values())).isNotEmpty();
        assertThat(conversion.droppedOperations()).isZero();
    }

    static List<Lane> lanes() {
        return RecordedLanes.of(
                "datadog-v4",
                "datadog-v5",
                "guance",
                "guance-compress",
                "guance-json-mask",
                "rrweb",
                "rrweb-gzip",
                "rrweb-packed");
    }
}
