// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.body.BodyLimits;
import dev.playhead.formats.body.Decoded;
import dev.playhead.formats.body.Decoded.Facts;
import dev.playhead.formats.body.Decoded.Rejected;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.formats.facts.SegmentFacts;
import dev.playhead.processor.session.SegmentEnvelope;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.Segment;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Segments in; what they say about their session out, or a dead letter. Keeps nothing but the parts of split segments
 * that are not whole yet.
 */
final class DecodeSegments implements Processor<String, Segment, String, Object> {

    private final SegmentReader reader;
    private final SplitSettings split;
    private final ProcessorMetrics metrics;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    private ProcessorContext<String, Object> context;

    @SuppressWarnings("NullAway.Init")
    private DeadLetterBox deadLetters;

    @SuppressWarnings("NullAway.Init")
    private SplitSegments splitSegments;

    @SuppressWarnings("NullAway.Init")
    private ErasedSessions erased;

    DecodeSegments(BodyLimits limits, SplitSettings split, ProcessorMetrics metrics) {
        this.reader = new SegmentReader(limits);
        this.split = split;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        this.context = context;
        this.deadLetters = new DeadLetterBox(context, metrics);
        this.erased = ErasedSessions.of(context);
        this.splitSegments = new SplitSegments(
                split,
                reader,
                new PartStore(context.getStateStore(SessionTopology.SEGMENT_PARTS)),
                context.getStateStore(SessionTopology.SESSION_DEADLINES));
    }

    @Override
    public void process(Record<String, Segment> record) {
        @Nullable Segment segment = record.value();
        if (segment == null) {
            deadLetters.put(record, RejectReason.UNREADABLE_RECORD, "no value");
            return;
        }
        switch (admit(record.key(), segment)) {
            case Facts(SessionKey session) when erased.contains(session) -> metrics.segmentRefused();
            case Facts(SessionKey session) -> decode(record, session, segment);
            case Rejected<SessionKey> rejected -> deadLetters.put(record, rejected);
        }
    }

    private static Decoded<SessionKey> admit(@Nullable String key, Segment segment) {
        if (!SessionKey.isId(segment.getView())) {
            return new Rejected<>(RejectReason.BAD_ID, "not an id of a view");
        }
        Integer index = segment.getIndex();
        if (index != null && index < 0) {
            return new Rejected<>(RejectReason.MALFORMED, "index %d".formatted(index));
        }
        int part = segment.getPart();
        int parts = segment.getParts();
        if (part < 0 || part >= parts || parts > StoreKeys.MAX_PARTS) {
            return new Rejected<>(RejectReason.MALFORMED, "part %d of %d".formatted(part, parts));
        }
        return Admission.of(key, segment.getApp(), segment.getSession(), segment.getReceivedAtMs());
    }

    private void decode(Record<String, Segment> record, SessionKey session, Segment segment) {
        Place place = Place.of(DeadLetterBox.placeOf(context), segment.getBody().remaining());
        Origin origin = Origin.of(segment);
        if (segment.getParts() == 1) {
            PartSet alone = PartSet.NONE.with(0, place, origin, segment.getReceivedAtMs());
            Decoded<SegmentFacts> outcome = reader.read(segment, StoredBody.bytes(segment.getBody()));
            forward(record, new WholeSegment(session, segment, alone, outcome));
            return;
        }
        SegmentEnvelope envelope = WholeSegment.envelope(segment, place.bytes(), origin);
        forward(record, new Arrival(session, segment.getReceivedAtMs(), envelope.inPart(), null));
        splitSegments
                .add(session, segment, place, context.currentSystemTimeMs())
                .ifPresent(whole -> forward(record, whole));
    }

    private void forward(Record<String, Segment> record, WholeSegment whole) {
        switch (whole.outcome()) {
            case Facts(SegmentFacts facts) -> {
                metrics.segmentDecoded();
                forward(record, whole.read(facts));
            }
            case Rejected<SegmentFacts> rejected -> {
                deadLetters.put(record, rejected);
                forward(record, whole.rejected());
            }
        }
    }

    private void forward(Record<String, Segment> record, Arrival arrival) {
        context.forward(record.withValue(arrival), SessionTopology.MERGE_SESSIONS);
    }
}
