// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.streams;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/**
 * Checks that topics which are read together have equally many partitions. Streams does not do it for the Processor
 * API, and with unequal counts the parts of one session would silently end up on different instances.
 */
public final class CoPartitioning {

    private CoPartitioning() {}

    /**
     * How many partitions each of the topics has.
     *
     * @param kafka properties of a client
     * @throws IllegalStateException if they differ, or a topic does not exist, or Kafka does not answer in time
     */
    public static int partitions(Map<String, String> kafka, List<String> topics, Duration timeout) {
        Map<String, Integer> counts = new TreeMap<>();
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(kafka))) {
            admin.describeTopics(topics)
                    .allTopicNames()
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach(
                            (name, topic) -> counts.put(name, topic.partitions().size()));
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot describe the topics %s: %s".formatted(topics, e.getMessage()), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("Kafka did not describe the topics within " + timeout, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while describing the topics", e);
        }
        return agreed(counts);
    }

    /** @param counts of partitions by topic */
    static int agreed(Map<String, Integer> counts) {
        List<Integer> distinct = counts.values().stream().distinct().toList();
        if (distinct.size() != 1) {
            throw new IllegalStateException("topics must have equally many partitions, but have " + counts);
        }
        return distinct.getFirst();
    }
}
