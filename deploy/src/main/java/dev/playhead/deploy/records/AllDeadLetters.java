// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.records;

import dev.playhead.formats.body.RejectReason;
import dev.playhead.records.RecordReader;
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
            unreadable += new DeadLetters(reader, topics.deadLetters()).read(reason, aside -> {
                if (aside.source().isEmpty()) {
                    each.accept(aside);
                }
            });
        }
        return unreadable;
    }
}
