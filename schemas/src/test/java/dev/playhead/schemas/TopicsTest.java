// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

class TopicsTest {

    private final Topics topics = Topics.of(Topics.DEFAULT_PREFIX, new BundledSchemas());

    @Test
    void theNamesArePublic() {
        assertThat(topics.all())
                .extracting(Topic::name)
                .containsExactly(
                        "playhead.segments.v1",
                        "playhead.rum-events.v1",
                        "playhead.segment-refs.v1",
                        "playhead.timeline-entries.v1",
                        "playhead.sessions.v1",
                        "playhead.session-ended.v1",
                        "playhead.dead-letter.v1");
    }

    @Test
    void everyTopicTakesTheLargestRecordAndSaysHowLongItKeepsIt() {
        assertThat(topics.all())
                .allSatisfy(topic -> assertThat(topic.configs())
                        .containsEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Topics.MAX_RECORD_BYTES))
                        .containsKeys(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.RETENTION_MS_CONFIG));
    }

    @Test
    void onlySummariesAreCompacted() {
        List<String> compacted = topics.all().stream()
                .filter(topic ->
                        topic.configs().getOrDefault("cleanup.policy", "").contains("compact"))
                .map(Topic::name)
                .toList();

        assertThat(compacted).containsExactly(topics.sessions().name());
    }
}
