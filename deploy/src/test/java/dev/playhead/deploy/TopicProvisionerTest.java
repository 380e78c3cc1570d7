// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.deploy.kafka.EmbeddedKafka;
import dev.playhead.schemas.BundledSchemas;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.TopicLayout;
import dev.playhead.schemas.TopicProvisioner;
import dev.playhead.schemas.Topics;
import dev.playhead.schemas.UnfitTopicsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("cluster")
class TopicProvisionerTest {

    private static EmbeddedKafka kafka;
    private static Admin admin;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        kafka = EmbeddedKafka.start(data);
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        kafka.close();
    }

    @Test
    void aNewClusterGetsAllTopicsOnce() throws Exception {
        Topics topics = topics("new.");
        TopicProvisioner provisioner = provisioner(topics, Map.of());

        assertThat(provisioner.create())
                .containsExactlyElementsOf(
                        topics.all().stream().map(Topic::name).toList());
        assertThat(provisioner.create()).isEmpty();
        provisioner.verify();
        assertThat(partitions(topics.segments())).isEqualTo(TopicLayout.DEFAULT_PARTITIONS);
    }

    @Test
    void aTopicOfALaterReleaseGetsThePartitionsOfTheOthers() throws Exception {
        Topics topics = topics("later.");
        create(topics.segments(), 3, topics.segments().configs());

        provisioner(topics, Map.of()).create();

        assertThat(topics.all())
                .allSatisfy(topic -> assertThat(partitions(topic))
                        .isEqualTo(topic.partitions().orElse(3)));
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> provisioner(topics("missing."), Map.of()).verify())
                .isInstanceOf(UnfitTopicsException.class)
                .hasMessageContaining("missing.segments.v1 is missing")
                .hasMessageContaining("missing.dead-letter.v1 is missing");
    }

    @Test
    void everyDeviationIsNamedAndNothingIsCreated() throws Exception {
        Topics topics = topics("odd.");
        create(topics.segments(), 2, Map.of("cleanup.policy", "compact", "max.message.bytes", "1000"));
        create(topics.rumEvents(), 3, topics.rumEvents().configs());
        create(topics.generations(), 2, topics.generations().configs());

        assertThatThrownBy(() -> provisioner(topics, Map.of()).create())
                .isInstanceOf(UnfitTopicsException.class)
                .hasMessageContaining("odd.segments.v1 has 2")
                .hasMessageContaining("odd.rum-events.v1 has 3")
                .hasMessageContaining("odd.generations.v1 has 2 partitions, needs 1")
                .hasMessageContaining("cleanup.policy=compact, needs delete")
                .hasMessageContaining("max.message.bytes=1000, needs " + Topics.MAX_RECORD_BYTES);
        assertThat(names()).doesNotContain(topics.sessions().name());
    }

    @Test
    void theCountOfExistingTopicsIsNeverChanged() {
        Topics topics = topics("grown.");
        provisioner(topics, Map.of("PLAYHEAD_PARTITIONS", "2")).create();

        assertThatThrownBy(() ->
                        provisioner(topics, Map.of("PLAYHEAD_PARTITIONS", "5")).create())
                .isInstanceOf(UnfitTopicsException.class)
                .hasMessageContaining("have 2 partitions, PLAYHEAD_PARTITIONS says 5");
    }

    private static Topics topics(String prefix) {
        return Topics.of(prefix, new BundledSchemas());
    }

    private static TopicProvisioner provisioner(Topics topics, Map<String, String> layout) {
        return new TopicProvisioner(admin, topics.all(), TopicLayout.from(layout), Duration.ofSeconds(15));
    }

    private static void create(Topic<?> topic, int partitions, Map<String, String> configs) throws Exception {
        NewTopic created = new NewTopic(topic.name(), Optional.of(partitions), Optional.empty()).configs(configs);
        admin.createTopics(List.of(created)).all().get();
        QueryClient.eventually(TopicProvisionerTest::names, names -> names.contains(topic.name()));
    }

    /** The broker learns of a topic a moment after the controller has created it. */
    private static Set<String> names() {
        return admin.listTopics()
                .names()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static int partitions(Topic<?> topic) throws Exception {
        return admin.describeTopics(List.of(topic.name()))
                .allTopicNames()
                .get()
                .values()
                .iterator()
                .next()
                .partitions()
                .size();
    }
}
