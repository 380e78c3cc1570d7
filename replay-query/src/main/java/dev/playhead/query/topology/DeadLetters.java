// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.topology;

import dev.playhead.formats.body.RejectReason;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.v1.DeadLetter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Says where a record is that could not be read. The bytes stay there. */
final class DeadLetters {

    private static final RejectReason REASON = RejectReason.UNREADABLE_RECORD;

    private final Topic<DeadLetter> topic;
    private final Counter rejected;

    DeadLetters(Topic<DeadLetter> topic, MeterRegistry metrics) {
        this.topic = topic;
        this.rejected = Counter.builder("playhead.query.records.rejected")
                .description("Records of the source topics that could not be read")
                .tag("reason", REASON.label())
                .register(metrics);
    }

    ProducerRecord<byte[], byte[]> letterFor(ConsumerRecord<byte[], byte[]> unreadable) {
        rejected.increment();
        DeadLetter letter = new DeadLetter(
                unreadable.topic(),
                unreadable.partition(),
                unreadable.offset(),
                REASON.label(),
                "not a record that this topic should hold",
                unreadable.timestamp());
        return new ProducerRecord<>(
                topic.name(),
                null,
                unreadable.timestamp(),
                unreadable.key(),
                topic.valueSerde().serializer().serialize(topic.name(), letter));
    }

    /** The one that the application's properties carry. */
    static DeadLetters in(Map<String, ?> configs) {
        if (configs.get(UnreadableRecordHandler.DEAD_LETTERS) instanceof DeadLetters letters) {
            return letters;
        }
        throw new IllegalStateException("no dead letters were given under " + UnreadableRecordHandler.DEAD_LETTERS);
    }
}
