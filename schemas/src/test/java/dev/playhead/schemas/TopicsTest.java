// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

class TopicsTest {

    private final Topics topics = Topics.of(Topics.DEFAULT_PREFIX, new BundledSchemas());

    @Test
    void theNamesArePublic() {
        assertThat(topics.shared())
                .extracting(Topic::name)
                .containsExactly(
                        "playhead.segments.v1",
                        "playhead.rum-events.v1",
                        "playhead.control.v1",
                        "playhead.generations.v1",
                        "playhead.erasures.v1",
                        "playhead.shares.v1",
                        "playhead.dead-letter.v1");
        assertThat(topics.derived())
                .extracting(Topic::name)
                .containsExactly(
                        "playhead.segment-refs.v1",
                        "playhead.timeline-entries.v1",
                        "playhead.sessions.v1",
                        "playhead.session-ended.v1");
    }

    @Test
    void whatIsDerivedHasNamesOfItsOwnInEachLaterGeneration() {
        Topics third = topics.ofGeneration(3);

        assertThat(third.shared())
                .containsExactly(
                        topics.segments(),
                        topics.rumEvents(),
                        topics.control(),
                        topics.generations(),
                        topics.erasures(),
                        topics.shares());
        assertThat(third.derived())
                .extracting(Topic::name)
                .containsExactly(
                        "playhead.g3.segment-refs.v1",
                        "playhead.g3.timeline-entries.v1",
                        "playhead.g3.sessions.v1",
                        "playhead.g3.session-ended.v1",
                        "playhead.g3.dead-letter.v1");
        assertThat(third.generation()).isEqualTo(3);
        assertThat(third.sessions().configs()).isEqualTo(topics.sessions().configs());
        assertThat(third.ofGeneration(1)).isEqualTo(topics);
    }

    @Test
    void everyTopicTakesTheLargestRecordAndSaysHowLongItKeepsIt() {
        assertThat(topics.all())
                .allSatisfy(topic -> assertThat(topic.configs())
                        .containsEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Topics.MAX_RECORD_BYTES))
                        .containsKey(TopicConfig.CLEANUP_POLICY_CONFIG));
        assertThat(topics.all())
                .filteredOn(topic -> policyOf(topic).contains("delete"))
                .allSatisfy(topic -> assertThat(topic.configs()).containsKey(TopicConfig.RETENTION_MS_CONFIG));
    }

    @Test
    void onlySummariesLinksAndDecisionsAreCompacted() {
        assertThat(topics.all())
                .filteredOn(topic -> policyOf(topic).contains("compact"))
                .extracting(Topic::name)
                .containsExactly(
                        topics.control().name(),
                        topics.generations().name(),
                        topics.erasures().name(),
                        topics.shares().name(),
                        topics.sessions().name());
    }

    @Test
    void whatWasDecidedIsNeverForgotten() {
        assertThat(policyOf(topics.control())).isEqualTo("compact");
        assertThat(policyOf(topics.generations())).isEqualTo("compact");
        assertThat(policyOf(topics.erasures())).isEqualTo("compact");
    }

    @Test
    void aLinkIsRememberedForLongerThanItHolds() {
        long retentionMs = Long.parseLong(topics.shares().configs().get(TopicConfig.RETENTION_MS_CONFIG));

        assertThat(retentionMs).isGreaterThan(Topics.MAX_SHARE.toMillis());
    }

    private static String policyOf(Topic<?> topic) {
        return topic.configs().getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "");
    }
}
