// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.RecordingFormat;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.formats.body.Decoded;
import dev.playhead.formats.body.Decoded.Facts;
import dev.playhead.formats.body.Decoded.Rejected;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.formats.facts.RumEvent;
import dev.playhead.formats.facts.RumFacts;
import dev.playhead.processor.session.RumReduction;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.RumBatch;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** RUM batches in; what they say about their session out, and a dead letter for each bad event. Keeps nothing. */
final class DecodeRumEvents implements Processor<String, RumBatch, String, Object> {

    private final BodyLimits limits;
    private final ProcessorMetrics metrics;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    private ProcessorContext<String, Object> context;

    @SuppressWarnings("NullAway.Init")
    private DeadLetterBox deadLetters;

    @SuppressWarnings("NullAway.Init")
    private ErasedSessions erased;

    DecodeRumEvents(BodyLimits limits, ProcessorMetrics metrics) {
        this.limits = limits;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        this.context = context;
        this.deadLetters = new DeadLetterBox(context, metrics);
        this.erased = ErasedSessions.of(context);
    }

    @Override
    public void process(Record<String, RumBatch> record) {
        @Nullable RumBatch batch = record.value();
        if (batch == null) {
            deadLetters.put(record, RejectReason.UNREADABLE_RECORD, "no value");
            return;
        }
        switch (Admission.of(record.key(), batch.getApp(), batch.getSession(), batch.getReceivedAtMs())) {
            case Facts(SessionKey session) when erased.contains(session) -> metrics.rumBatchRefused();
            case Facts(SessionKey session) -> decode(record, session, batch);
            case Rejected<SessionKey> rejected -> deadLetters.put(record, rejected);
        }
    }

    private void decode(Record<String, RumBatch> record, SessionKey session, RumBatch batch) {
        switch (facts(batch)) {
            case Facts(RumFacts facts) -> {
                facts.rejected().forEach(rejected -> deadLetters.put(record, rejected));
                if (!facts.events().isEmpty()) {
                    forward(record, session, batch, facts.events());
                }
            }
            case Rejected<RumFacts> rejected -> deadLetters.put(record, rejected);
        }
    }

    private void forward(Record<String, RumBatch> record, SessionKey session, RumBatch batch, List<RumEvent> events) {
        metrics.eventsDecoded(events.size());
        Arrival arrival = new Arrival(
                session,
                batch.getReceivedAtMs(),
                RumReduction.of(events, StoredBody.observed(batch.getClient())),
                null);
        context.forward(record.withValue(arrival), SessionTopology.MERGE_SESSIONS);
    }

    private Decoded<RumFacts> facts(RumBatch batch) {
        Optional<RecordingFormat> format =
                RecordingFormat.named(batch.getFormat().name());
        if (format.isEmpty()) {
            return new Rejected<>(RejectReason.UNKNOWN_FORMAT, "format " + batch.getFormat());
        }
        return format.get().rum(StoredBody.of(batch.getBody(), batch.getEncoding(), limits));
    }
}
