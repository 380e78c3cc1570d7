// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an installation is, for those who operate it. A part that the cluster does not tell is null, and {@code problems}
 * say why.
 *
 * @param atMs when it was looked at
 * @param refused by the gateway that runs in this process, since it started; null where none does
 * @param replaysKeptMs how long a replay is offered after its session was first received; an application may have less
 */
public record HealthReport(
        long atMs,
        Versions versions,
        @Nullable List<Lag> lag,
        @Nullable DeadLetterCounts deadLetters,
        @Nullable List<ReasonCount> refused,
        long replaysKeptMs,
        @Nullable Disk disk,
        List<String> problems) {

    /**
     * What runs.
     *
     * @param playhead release of this instance
     * @param kafkaClient release of Kafka's clients in it
     * @param generation that answers here
     * @param building generation that is being built here; null for none
     */
    public record Versions(
            String playhead,
            String java,
            String kafkaClient,
            int generation,
            @Nullable Integer building) {}

    /**
     * What a role has yet to do.
     *
     * @param working whether its group shares out all partitions and is at peace
     */
    public record Lag(String role, String group, boolean working, long records) {}

    /**
     * What was set aside lately.
     *
     * @param complete false where there are more than were counted
     */
    public record DeadLetterCounts(long sinceMs, boolean complete, List<DeadLetterCount> reasons) {}

    /** @param unstored of them, those that a gateway refused before they were stored */
    public record DeadLetterCount(String reason, long count, long unstored, long latestMs) {}

    public record ReasonCount(String reason, long count) {}

    /**
     * On the brokers' disks.
     *
     * @param topicBytes of all copies of the topics
     * @param storeBytes of the stores' changelogs
     * @param freeBytes null where the brokers do not say
     * @param bytesPerDay that come with traffic as in the last day; null where there was too little to tell from
     * @param bytesInTheEnd of the topics once as much is deleted as comes; null likewise
     * @param fullInDays until nothing is free; null where that does not come or cannot be told
     */
    public record Disk(
            long topicBytes,
            long storeBytes,
            @Nullable Long freeBytes,
            @Nullable Long bytesPerDay,
            @Nullable Long bytesInTheEnd,
            @Nullable Double fullInDays,
            List<TopicUse> topics) {}

    /** @param keptMs the longest that a record lies there; null where age deletes nothing */
    public record TopicUse(
            String topic,
            long bytes,
            long records,
            @Nullable Long bytesPerDay,
            @Nullable Long bytesInTheEnd,
            @Nullable Long keptMs) {}
}
