// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.records;

import dev.playhead.formats.body.RejectReason;
import dev.playhead.schemas.Topics;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What gateways refused, and what the generation that serves set aside: each generation does so by itself.
 *
 * @param topics of the installation, as the first generation sees them
 * @param serving number of the generation
 */
public record AllDeadLetters(RecordReader reader, Topics topics, int serving) {

    /**
     * Reads all of one reason, or of any.
     *
     * @return how many records of the topics are no dead letters
     * @throws org.apache.kafka.common.KafkaException if the cluster or the schema registry does not answer
     */
    public long read(Optional<RejectReason> reason, Consumer<SetAside> each) {
        Topics generation = topics.ofGeneration(serving);
        long unreadable = new DeadLetters(reader, generation.deadLetters()).read(reason, each);
        if (generation.generation() != topics.generation()) {
            unreadable += new DeadLetters(reader, topics.deadLetters()).read(reason, refused(each));
        }
        return unreadable;
    }

    /**
     * Reads those that came since a moment, of each partition no more than the latest.
     *
     * @param limit records of one partition
     * @return whether that was all
     * @throws org.apache.kafka.common.KafkaException if the cluster or the schema registry does not answer
     */
    public boolean readSince(long sinceMs, int limit, Consumer<SetAside> each) {
        Topics generation = topics.ofGeneration(serving);
        boolean all = new DeadLetters(reader, generation.deadLetters()).readSince(sinceMs, limit, each);
        if (generation.generation() != topics.generation()) {
            all &= new DeadLetters(reader, topics.deadLetters()).readSince(sinceMs, limit, refused(each));
        }
        return all;
    }

    /** Of the first generation's letters those of gateways, which say of no record what is wrong with it. */
    private static Consumer<SetAside> refused(Consumer<SetAside> each) {
        return aside -> {
            if (aside.source().isEmpty()) {
                each.accept(aside);
            }
        };
    }
}
