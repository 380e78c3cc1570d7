// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.reprocess;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerationAdminTest {

    /** The first generation's id is how the ids of all others begin, and may be how an operator's own begin. */
    @ParameterizedTest
    @CsvSource({
        "playhead-query-session-segments-changelog, 1, true",
        "playhead-processor-session-state-changelog, 1, true",
        "playhead-query-g2-session-segments-changelog, 1, false",
        "playhead-query-g2-session-segments-changelog, 2, true",
        "playhead-query-g22-session-segments-changelog, 2, false",
        "playhead-query-export-totals-changelog, 1, false",
        "playhead-query, 1, false"
    })
    void aGenerationOwnsItsChangelogsAndNoOthers(String topic, int number, boolean owned) {
        assertThat(GenerationAdmin.changelogsOf(number).contains(topic)).isEqualTo(owned);
    }
}
