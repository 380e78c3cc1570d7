// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.cluster;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What an installation takes on the brokers' disks, and will take if traffic stays as it is.
 *
 * @param topics of the installation
 * @param storeBytes of the stores' changelogs, which grow with the sessions that are kept
 * @param freeBytes on the brokers' disks; empty where they do not say
 */
public record DiskUse(List<TopicGrowth> topics, long storeBytes, OptionalLong freeBytes) {

    public DiskUse {
        topics = List.copyOf(topics);
    }

    /** Whether there was enough traffic to tell from what will be. */
    public boolean isTelling() {
        return topics.stream().allMatch(TopicGrowth::isTelling);
    }

    /** Of all topics' copies now. */
    public long topicBytes() {
        return topics.stream().mapToLong(TopicGrowth::bytes).sum();
    }

    public double bytesPerDay() {
        return topics.stream().mapToDouble(TopicGrowth::bytesPerDay).sum();
    }

    /** Of all topics once records are deleted as fast as they come. */
    public double bytesInTheEnd() {
        return topics.stream().mapToDouble(TopicGrowth::bytesInTheEnd).sum();
    }

    /** Days until nothing is free any more; empty where that does not come, or cannot be told. */
    public OptionalDouble fullInDays() {
        return freeBytes.isEmpty() || !isTelling() || bytesInTheEnd() - topicBytes() <= freeBytes.getAsLong()
                ? OptionalDouble.empty()
                : OptionalDouble.of(freeBytes.getAsLong() / bytesPerDay());
    }
}
