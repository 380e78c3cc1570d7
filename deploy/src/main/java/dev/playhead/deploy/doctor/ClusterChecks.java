// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.doctor;

import dev.playhead.cluster.Disks;
import dev.playhead.schemas.AdminAnswers;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.TopicSettings;
import dev.playhead.schemas.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;

/**
 * What the cluster says of itself and of the installation's topics. Its checks throw {@link KafkaException} if it
 * refuses or does not answer in time.
 */
public final class ClusterChecks implements AutoCloseable {

    private final Admin admin;
    private final AdminAnswers answers;
    private final List<Topic<?>> topics;
    private final InstantSource clock;

    /**
     * @param kafka properties of a client
     * @param topics of the installation that there have to be
     * @param timeout for each answer
     */
    public ClusterChecks(Map<String, String> kafka, List<Topic<?>> topics, Duration timeout, InstantSource clock) {
        this.admin = Admin.create(new HashMap<>(kafka));
        this.answers = new AdminAnswers(timeout);
        this.topics = List.copyOf(topics);
        this.clock = clock;
    }

    /** Whether a disk or a broker may be lost, and whether one is. */
    public Finding replication() {
        String check = "replication";
        Map<String, TopicDescription> described = described();
        Map<String, TopicSettings> settings = settings();
        List<String> stopped = new ArrayList<>();
        List<String> behind = new ArrayList<>();
        int fewestCopies = Integer.MAX_VALUE;
        int fewestInSync = Integer.MAX_VALUE;
        for (TopicDescription topic : described.values()) {
            int minInSync = (int) of(settings, topic.name()).number("min.insync.replicas");
            fewestInSync = Math.min(fewestInSync, minInSync);
            for (TopicPartitionInfo partition : topic.partitions()) {
                fewestCopies = Math.min(fewestCopies, partition.replicas().size());
                if (partition.leader() == null || partition.isr().size() < minInSync) {
                    stopped.add(topic.name() + "/" + partition.partition());
                } else if (partition.isr().size() < partition.replicas().size()) {
                    behind.add(topic.name() + "/" + partition.partition());
                }
            }
        }
        if (!stopped.isEmpty()) {
            return Finding.fail(
                    check,
                    "%s: too few replicas in sync, nothing can be written: start brokers".formatted(first(stopped)));
        }
        if (!behind.isEmpty()) {
            return Finding.warn(check, "%s: a replica is not in sync: look at its broker".formatted(first(behind)));
        }
        if (fewestCopies == 1) {
            return Finding.warn(
                    check,
                    "one copy of what was received: a disk that is lost takes it along; "
                            + "fine on a laptop, else 3 (PLAYHEAD_REPLICATION, when topics are created)");
        }
        return fewestInSync == 1
                ? Finding.warn(
                        check,
                        "%d copies, but a 202 may rest on one: set min.insync.replicas=2 on the topics"
                                .formatted(fewestCopies))
                : Finding.ok(check, "%d copies, %d in sync for each 202".formatted(fewestCopies, fewestInSync));
    }

    /**
     * Whether what is taken fits all the way.
     *
     * @param bodyLimit what the gateway takes, in bytes; empty where it does not say
     */
    public Finding limits(OptionalLong bodyLimit) {
        String check = "limits";
        long record = settings().values().stream()
                .mapToLong(topic -> topic.number("max.message.bytes"))
                .min()
                .orElse(0);
        long request = brokerLimit("socket.request.max.bytes");
        String says = "bodies of up to %s, records of up to %s, requests of up to %s"
                .formatted(
                        bodyLimit.isPresent() ? DiskForecast.size(bodyLimit.getAsLong()) : "an unknown size",
                        DiskForecast.size(record),
                        DiskForecast.size(request));
        if (record < Topics.MAX_RECORD_BYTES) {
            return Finding.fail(
                    check, "%s: a topic's max.message.bytes has to be %d".formatted(says, Topics.MAX_RECORD_BYTES));
        }
        if (request < Topics.MAX_REQUEST_BYTES) {
            return Finding.fail(
                    check,
                    "%s: the brokers' socket.request.max.bytes has to be %d".formatted(says, Topics.MAX_REQUEST_BYTES));
        }
        return bodyLimit.isEmpty()
                ? Finding.warn(check, "%s: the gateway's /metrics does not tell".formatted(says))
                : Finding.ok(check, says);
    }

    /** What is on the brokers' disks, and what will be. */
    public Finding disk() {
        return new DiskForecast(new Disks(admin, answers).use(topics, clock.millis())).finding();
    }

    private Map<String, TopicDescription> described() {
        return answers.await(
                admin.describeTopics(topics.stream().map(Topic::name).toList()).allTopicNames());
    }

    private Map<String, TopicSettings> settings() {
        return TopicSettings.of(admin, answers, topics);
    }

    /** The smallest of all brokers'. */
    private long brokerLimit(String name) {
        List<ConfigResource> brokers = answers.await(admin.describeCluster().nodes()).stream()
                .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
                .toList();
        return answers.await(admin.describeConfigs(brokers).all()).values().stream()
                .mapToLong(config -> new TopicSettings(config).number(name))
                .min()
                .orElse(0);
    }

    private static <K, V> V of(Map<K, V> answer, K asked) {
        V found = answer.get(asked);
        if (found == null) {
            throw new KafkaException("the cluster does not say anything of " + asked);
        }
        return found;
    }

    private static String first(List<String> partitions) {
        return partitions.size() == 1
                ? partitions.getFirst()
                : "%s and %d other partitions".formatted(partitions.getFirst(), partitions.size() - 1);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
