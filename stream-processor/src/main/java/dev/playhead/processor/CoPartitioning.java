// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor;

import dev.playhead.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/**
 * Whether both inputs have as many partitions. Streams looks after this only for its DSL; unequal counts would split
 * sessions over tasks without a word.
 */
final class CoPartitioning {

    private static final long TIMEOUT_SECONDS = 30;

    private CoPartitioning() {}

    /** @throws IllegalStateException if the counts differ, or a topic is missing or cannot be looked at */
    static void check(Map<String, String> kafka, Topics topics) {
        Map<String, Integer> partitions = new TreeMap<>();
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(kafka))) {
            admin.describeTopics(
                            List.of(topics.segments().name(), topics.rumEvents().name()))
                    .allTopicNames()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .forEach((name, topic) ->
                            partitions.put(name, topic.partitions().size()));
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot look at the input topics: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("Kafka did not describe the input topics in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking at the input topics", e);
        }
        requireEqual(partitions);
    }

    /** @param partitions count by topic */
    static void requireEqual(Map<String, Integer> partitions) {
        if (partitions.values().stream().distinct().count() != 1) {
            throw new IllegalStateException(
                    "the input topics must have equal partition counts, but have " + partitions);
        }
    }
}
