// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.body.Decoded.Rejected;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.schemas.v1.DeadLetter;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Where a decoding processor puts what it cannot use: the place of the bytes, never the bytes. */
final class DeadLetterBox {

    private final ProcessorContext<String, ? super DeadLetter> context;
    private final ProcessorMetrics metrics;

    DeadLetterBox(ProcessorContext<String, ? super DeadLetter> context, ProcessorMetrics metrics) {
        this.context = context;
        this.metrics = metrics;
    }

    void put(Record<String, ?> record, Rejected<?> rejected) {
        put(record, rejected.reason(), rejected.detail());
    }

    void put(Record<String, ?> record, RejectReason reason, String detail) {
        RecordMetadata place = placeOf(context);
        DeadLetter letter = DeadLetter.newBuilder()
                .setSourceTopic(place.topic())
                .setSourcePartition(place.partition())
                .setSourceOffset(place.offset())
                .setReason(reason.label())
                .setDetail(detail)
                .setAtMs(record.timestamp())
                .build();
        context.forward(record.withValue(letter), SessionTopology.DEAD_LETTERS);
        metrics.rejected(reason);
    }

    /** The record's own place; only for use while a record is processed. */
    static RecordMetadata placeOf(ProcessorContext<?, ?> context) {
        return context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record that came from no topic"));
    }
}
