// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.schemas;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;

/** What a topic or a broker is set to, as the cluster says. */
public record TopicSettings(Config config) {

    /** Some write the largest number that there is instead of -1. */
    private static final Duration FOR_EVER = Duration.ofDays(1_000_000);

    /**
     * Of some topics, by name.
     *
     * @throws KafkaException if the cluster refuses, does not answer in time, or has not all of them
     */
    public static Map<String, TopicSettings> of(Admin admin, AdminAnswers answers, Collection<Topic<?>> topics) {
        return answers
                .await(admin.describeConfigs(topics.stream()
                                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()))
                                .toList())
                        .all())
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        described -> described.getKey().name(), described -> new TopicSettings(described.getValue())));
    }

    /**
     * How long a record that comes now lies in its file at most, since files are deleted whole, once the newest record
     * in them is old enough; empty where age deletes nothing.
     */
    public Optional<Duration> kept() {
        boolean deletes = Arrays.asList(value("cleanup.policy").split(",")).contains("delete");
        long retentionMs = number("retention.ms");
        return deletes && retentionMs >= 0
                ? Optional.of(Duration.ofMillis(retentionMs)
                                .plusMillis(number("segment.ms"))
                                .plusMillis(number("file.delete.delay.ms")))
                        .filter(kept -> kept.compareTo(FOR_EVER) < 0)
                : Optional.empty();
    }

    /** @throws KafkaException if the cluster does not say it as a whole number */
    public long number(String name) {
        try {
            return Long.parseLong(value(name));
        } catch (NumberFormatException e) {
            throw new KafkaException("the cluster does not say what %s is".formatted(name), e);
        }
    }

    private String value(String name) {
        ConfigEntry entry = config.get(name);
        if (entry == null || entry.value() == null) {
            throw new KafkaException("the cluster does not say what %s is".formatted(name));
        }
        return entry.value();
    }
}
