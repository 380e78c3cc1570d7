// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.cluster;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How far an application had come with its inputs at one moment.
 *
 * @param working whether its group shares out all partitions and is at peace
 * @param ends of the inputs
 * @param done offsets up to which they are processed
 */
public record Standing(boolean working, Map<TopicPartition, Long> ends, Map<TopicPartition, Long> done) {

    public Standing {
        ends = Map.copyOf(ends);
        done = Map.copyOf(done);
    }

    /** Records that it has yet to process. */
    public long left() {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - doneIn(end.getKey())))
                .sum();
    }

    /** Whether all is processed that was there at an earlier moment. */
    public boolean covers(Standing earlier) {
        return earlier.ends().entrySet().stream().allMatch(end -> doneIn(end.getKey()) >= end.getValue());
    }

    private long doneIn(TopicPartition partition) {
        return done.getOrDefault(partition, 0L);
    }
}
