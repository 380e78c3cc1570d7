// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.reprocess;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerationAdminTest {

    /** The first generation's id is how the ids of all others begin. */
    @ParameterizedTest
    @CsvSource({
        "playhead-query-session-segments-changelog, playhead-query, true",
        "playhead-query-g2-session-segments-changelog, playhead-query, false",
        "playhead-query-g2-session-segments-changelog, playhead-query-g2, true",
        "playhead-query-g22-session-segments-changelog, playhead-query-g2, false",
        "playhead-query-session-segments-changelog, playhead-query-g2, false",
        "playhead-query, playhead-query, false"
    })
    void aGenerationOwnsItsChangelogsAndNoOthers(String topic, String applicationId, boolean owned) {
        assertThat(GenerationAdmin.isChangelog(topic, applicationId)).isEqualTo(owned);
    }
}
