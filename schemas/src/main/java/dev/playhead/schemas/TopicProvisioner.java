// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates topics of an installation, and tells where those of a cluster deviate.
 *
 * <p>Nothing that exists is ever altered: partitions added later would move keys in the middle of a session, and other
 * configs are the operator's. Kafka Streams does not compare partition counts of its sources for the Processor API; an
 * unequal count would split sessions in silence, so it is checked here.
 */
public final class TopicProvisioner {

    private static final String CLEANUP_POLICY = "cleanup.policy";
    private static final String MAX_MESSAGE_BYTES = "max.message.bytes";
    private static final long POLL_MS = 100;

    private final Admin admin;
    private final List<Topic<?>> topics;
    private final TopicLayout layout;
    private final Duration timeout;
    private final AdminAnswers answers;

    /**
     * @param topics those of {@link Topics} that there have to be
     * @param timeout how long the cluster may take for each step
     */
    public TopicProvisioner(Admin admin, List<Topic<?>> topics, TopicLayout layout, Duration timeout) {
        this.admin = admin;
        this.topics = List.copyOf(topics);
        this.layout = layout;
        this.timeout = timeout;
        this.answers = new AdminAnswers(timeout);
    }

    /**
     * Creates what is missing and verifies the rest. Safe to run again, and by several processes at once.
     *
     * @return the names of the topics that this call created
     * @throws UnfitTopicsException if a topic that exists deviates
     * @throws KafkaException if the cluster does not answer in time or refuses
     */
    public List<String> create() {
        Map<String, TopicDescription> existing = describe();
        refuse(deviations(existing));
        int partitions = ofSessions(existing).values().stream()
                .findAny()
                .orElse(layout.partitions().orElse(TopicLayout.DEFAULT_PARTITIONS));
        List<NewTopic> missing = topics.stream()
                .filter(topic -> !existing.containsKey(topic.name()))
                .map(topic -> newTopic(topic, partitions))
                .toList();
        for (KafkaFuture<Void> created : admin.createTopics(missing).values().values()) {
            unlessThere(created);
        }
        awaitVisible();
        return missing.stream().map(NewTopic::name).toList();
    }

    /**
     * Changes nothing.
     *
     * @throws UnfitTopicsException if a topic is missing or deviates
     * @throws KafkaException if the cluster does not answer in time or refuses
     */
    public void verify() {
        refuse(shortcomings(describe()));
    }

    private void awaitVisible() {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<String> shortcomings = shortcomings(describe());
        while (!shortcomings.isEmpty() && System.nanoTime() < deadline) {
            pause();
            shortcomings = shortcomings(describe());
        }
        refuse(shortcomings);
    }

    private static void refuse(List<String> shortcomings) {
        if (!shortcomings.isEmpty()) {
            throw new UnfitTopicsException(shortcomings);
        }
    }

    private List<String> shortcomings(Map<String, TopicDescription> existing) {
        List<String> found = new ArrayList<>();
        for (Topic<?> topic : topics) {
            if (!existing.containsKey(topic.name())) {
                found.add(topic.name() + " is missing");
            }
        }
        found.addAll(deviations(existing));
        return found;
    }

    private List<String> deviations(Map<String, TopicDescription> existing) {
        List<String> found = new ArrayList<>(partitionDeviations(existing));
        Map<String, Config> configs = configs(existing.keySet());
        for (Topic<?> topic : topics) {
            TopicDescription description = existing.get(topic.name());
            if (description != null) {
                countDeviation(topic, description).ifPresent(found::add);
            }
            Config actual = configs.get(topic.name());
            if (actual != null) {
                configDeviation(topic, actual, CLEANUP_POLICY).ifPresent(found::add);
                configDeviation(topic, actual, MAX_MESSAGE_BYTES).ifPresent(found::add);
            }
        }
        return found;
    }

    private List<String> partitionDeviations(Map<String, TopicDescription> existing) {
        Map<String, Integer> counts = ofSessions(existing);
        Set<Integer> distinct = Set.copyOf(counts.values());
        if (distinct.size() > 1) {
            return List.of("partition counts differ (%s) and must be equal"
                    .formatted(counts.entrySet().stream()
                            .map(count -> count.getKey() + " has " + count.getValue())
                            .collect(Collectors.joining(", "))));
        }
        if (layout.partitions().isEmpty() || distinct.isEmpty()) {
            return List.of();
        }
        int wanted = layout.partitions().getAsInt();
        if (distinct.contains(wanted)) {
            return List.of();
        }
        return List.of("the topics have %d partitions, PLAYHEAD_PARTITIONS says %d and the count cannot change later"
                .formatted(distinct.iterator().next(), wanted));
    }

    /** Partitions of the topics that must have equally many. */
    private SortedMap<String, Integer> ofSessions(Map<String, TopicDescription> existing) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        for (Topic<?> topic : topics) {
            TopicDescription actual = existing.get(topic.name());
            if (actual != null && topic.partitions().isEmpty()) {
                counts.put(topic.name(), actual.partitions().size());
            }
        }
        return counts;
    }

    /** Of a topic that has a number of its own. */
    private static Optional<String> countDeviation(Topic<?> topic, TopicDescription actual) {
        int has = actual.partitions().size();
        return topic.partitions().isEmpty() || topic.partitions().getAsInt() == has
                ? Optional.empty()
                : Optional.of("%s has %d partitions, needs %d"
                        .formatted(topic.name(), has, topic.partitions().getAsInt()));
    }

    private static Optional<String> configDeviation(Topic<?> topic, Config actual, String name) {
        String wanted = topic.configs().get(name);
        if (wanted == null) {
            return Optional.empty();
        }
        String has = Objects.toString(actual.get(name).value(), "");
        boolean fits = switch (name) {
            case CLEANUP_POLICY -> words(has).equals(words(wanted));
            case MAX_MESSAGE_BYTES -> Long.parseLong(has) >= Long.parseLong(wanted);
            default -> has.equals(wanted);
        };
        return fits
                ? Optional.empty()
                : Optional.of("%s has %s=%s, needs %s".formatted(topic.name(), name, has, wanted));
    }

    private static Set<String> words(String list) {
        return Arrays.stream(list.split(",")).map(String::strip).collect(Collectors.toSet());
    }

    private NewTopic newTopic(Topic<?> topic, int partitions) {
        Optional<Short> replication = layout.replication().isPresent()
                ? Optional.of((short) layout.replication().getAsInt())
                : Optional.empty();
        return new NewTopic(topic.name(), Optional.of(topic.partitions().orElse(partitions)), replication)
                .configs(topic.configs());
    }

    private Map<String, TopicDescription> describe() {
        List<String> names = topics.stream().map(Topic::name).toList();
        Map<String, TopicDescription> existing = new HashMap<>();
        admin.describeTopics(names)
                .topicNameValues()
                .forEach((name, description) -> ifThere(description).ifPresent(topic -> existing.put(name, topic)));
        return existing;
    }

    private Map<String, Config> configs(Set<String> names) {
        List<ConfigResource> resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<String, Config> configs = new HashMap<>();
        admin.describeConfigs(resources)
                .values()
                .forEach((resource, config) -> ifThere(config).ifPresent(known -> configs.put(resource.name(), known)));
        return configs;
    }

    private <T> Optional<T> ifThere(KafkaFuture<T> future) {
        try {
            return Optional.of(answers.await(future));
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        }
    }

    private void unlessThere(KafkaFuture<Void> created) {
        try {
            answers.await(created);
        } catch (TopicExistsException e) {
            // another process was faster; what it made is verified next
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for the topics", e);
        }
    }
}
