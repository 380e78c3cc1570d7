// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.generations;

import dev.playhead.records.RecordFollower;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.v1.Generation;
import dev.playhead.schemas.v1.GenerationState;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Reads what is decided about generations, from the beginning on and in no group. For one thread. */
public final class GenerationLog implements AutoCloseable {

    private final NavigableMap<Integer, GenerationState> states = new TreeMap<>(Generations.INITIAL.states());
    private final RecordFollower<Generation> follower;

    /** @param kafka properties of a client */
    public GenerationLog(Map<String, String> kafka, Topic<Generation> topic) {
        this.follower = new RecordFollower<>(kafka, topic, this::take);
    }

    /**
     * What is decided up to now.
     *
     * @throws org.apache.kafka.common.KafkaException if the cluster refuses or does not answer in time
     */
    public Generations readToEnd(Duration timeout) {
        follower.readToEnd(timeout);
        return new Generations(states);
    }

    /**
     * What is decided as far as it is known, after waiting for news.
     *
     * @throws org.apache.kafka.common.KafkaException if the cluster refuses, or {@link #wakeUp} was called
     */
    public Generations poll(Duration wait) {
        follower.poll(wait);
        return new Generations(states);
    }

    /** Ends a call that waits, or the next one, with an exception. From any thread. */
    public void wakeUp() {
        follower.wakeUp();
    }

    private void take(Generation decided) {
        if (decided.getState() != GenerationState.UNKNOWN) {
            states.put(decided.getNumber(), decided.getState());
        }
    }

    @Override
    public void close() {
        follower.close();
    }
}
