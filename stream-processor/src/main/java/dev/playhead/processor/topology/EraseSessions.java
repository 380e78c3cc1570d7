// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.body.Decoded.Facts;
import dev.playhead.formats.body.Decoded.Rejected;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.Control;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Does what operators have decided about sessions. An erased session is forgotten here, readers get a tombstone behind
 * everything that they were ever told of it, and nothing that comes for it is looked at any more.
 *
 * <p>The tombstones go out whether anything is known of the session or not, and again with each duplicate: what was
 * published outlives what is kept here, and a tombstone that was lost on the way is mended. Deadlines of the session
 * that are still in their store say nothing but a hash and a time, find no session when they fire, and go.
 */
final class EraseSessions implements Processor<String, Control, String, SpecificRecord> {

    /** Every topic that readers build a session from. */
    private static final List<String> PUBLISHED =
            List.of(SessionTopology.SEGMENT_REFS, SessionTopology.TIMELINE_ENTRIES, SessionTopology.SESSIONS);

    private final ProcessorMetrics metrics;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    private ProcessorContext<String, SpecificRecord> context;

    @SuppressWarnings("NullAway.Init")
    private DeadLetterBox deadLetters;

    @SuppressWarnings("NullAway.Init")
    private SessionStores stores;

    @SuppressWarnings("NullAway.Init")
    private ErasedSessions erased;

    EraseSessions(ProcessorMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        this.deadLetters = new DeadLetterBox(context, metrics);
        this.stores = SessionStores.of(context);
        this.erased = ErasedSessions.of(context);
    }

    @Override
    public void process(Record<String, Control> record) {
        @Nullable Control control = record.value();
        if (control == null) {
            deadLetters.put(record, RejectReason.UNREADABLE_RECORD, "no value");
            return;
        }
        switch (Admission.of(record.key(), control.getApp(), control.getSession(), record.timestamp())) {
            case Facts(SessionKey session) -> obey(record, session, control);
            case Rejected<SessionKey> rejected -> deadLetters.put(record, rejected);
        }
    }

    private void obey(Record<String, Control> record, SessionKey session, Control control) {
        switch (control.getAction()) {
            case ERASE -> erase(record, session);
            case UNKNOWN ->
                deadLetters.put(record, RejectReason.UNKNOWN_FORMAT, "asks for what this release cannot do");
        }
    }

    private void erase(Record<String, Control> record, SessionKey session) {
        if (erased.add(session)) {
            metrics.sessionErased();
        }
        stores.forget(session.hash());
        for (String topic : PUBLISHED) {
            context.forward(record.withValue(null), topic);
        }
    }
}
