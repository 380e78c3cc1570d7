// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.records;

import dev.playhead.formats.body.RejectReason;
import dev.playhead.schemas.RegistryUnavailableException;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.v1.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** The dead letters that are kept, read from their topic. */
public final class DeadLetters {

    private final RecordReader reader;
    private final Topic<DeadLetter> topic;

    public DeadLetters(RecordReader reader, Topic<DeadLetter> topic) {
        this.reader = reader;
        this.topic = topic;
    }

    /**
     * Reads all of one reason, or of any.
     *
     * @return how many records of the topic are no dead letters
     * @throws org.apache.kafka.common.KafkaException if the cluster or the schema registry does not answer
     */
    public long read(Optional<RejectReason> reason, Consumer<SetAside> each) {
        Counting counting = new Counting(reason, each);
        reader.readAll(topic.name(), counting);
        return counting.unreadable;
    }

    /**
     * Reads those that came since a moment, of each partition no more than the latest.
     *
     * @param limit records of one partition
     * @return whether that was all
     * @throws org.apache.kafka.common.KafkaException if the cluster or the schema registry does not answer
     */
    public boolean readSince(long sinceMs, int limit, Consumer<SetAside> each) {
        return reader.readSince(topic.name(), sinceMs, limit, new Counting(Optional.empty(), each));
    }

    private final class Counting implements Consumer<ConsumerRecord<byte[], byte[]>> {

        private final Optional<RejectReason> reason;
        private final Consumer<SetAside> each;
        private long unreadable;

        Counting(Optional<RejectReason> reason, Consumer<SetAside> each) {
            this.reason = reason;
            this.each = each;
        }

        @Override
        public void accept(ConsumerRecord<byte[], byte[]> record) {
            if (record.value() == null) {
                return; // the first record of a gateway, which only tries whether it can write
            }
            try {
                DeadLetter letter = topic.valueSerde().deserializer().deserialize(topic.name(), record.value());
                if (reason.isEmpty() || letter.getReason().equals(reason.get().label())) {
                    each.accept(new SetAside(text(record.key()), letter));
                }
            } catch (RegistryUnavailableException e) {
                throw e; // says nothing about the record
            } catch (SerializationException e) {
                unreadable++;
            }
        }
    }

    private static @Nullable String text(byte @Nullable [] key) {
        return key == null ? null : new String(key, StandardCharsets.UTF_8);
    }
}
