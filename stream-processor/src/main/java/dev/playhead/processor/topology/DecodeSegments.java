// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.RecordingFormat;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.formats.body.Decoded;
import dev.playhead.formats.body.Decoded.Facts;
import dev.playhead.formats.body.Decoded.Rejected;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.formats.facts.SegmentFacts;
import dev.playhead.formats.facts.Traits;
import dev.playhead.processor.session.SegmentEnvelope;
import dev.playhead.processor.session.SegmentEnvelope.Numbering;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.Segment;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Segments in; what they say about their session out, or a dead letter. Keeps nothing. */
final class DecodeSegments implements Processor<String, Segment, String, Object> {

    private final BodyLimits limits;
    private final ProcessorMetrics metrics;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    private ProcessorContext<String, Object> context;

    @SuppressWarnings("NullAway.Init")
    private DeadLetterBox deadLetters;

    DecodeSegments(BodyLimits limits, ProcessorMetrics metrics) {
        this.limits = limits;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        this.context = context;
        this.deadLetters = new DeadLetterBox(context, metrics);
    }

    @Override
    public void process(Record<String, Segment> record) {
        @Nullable Segment segment = record.value();
        if (segment == null) {
            deadLetters.put(record, RejectReason.UNREADABLE_RECORD, "no value");
            return;
        }
        switch (admit(record.key(), segment)) {
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
        return Admission.of(key, segment.getApp(), segment.getSession(), segment.getReceivedAtMs());
    }

    private void decode(Record<String, Segment> record, SessionKey session, Segment segment) {
        SegmentEnvelope envelope = envelope(segment);
        Arrival arrival = switch (facts(segment)) {
            case Facts(SegmentFacts facts) -> {
                metrics.segmentDecoded();
                RecordMetadata place = DeadLetterBox.placeOf(context);
                yield new Arrival(
                        session,
                        segment.getReceivedAtMs(),
                        envelope.read(facts),
                        new PlacedSegment(envelope.id(facts), segment, facts, place.partition(), place.offset()));
            }
            case Rejected<SegmentFacts> rejected -> {
                deadLetters.put(record, rejected);
                yield new Arrival(session, segment.getReceivedAtMs(), envelope.rejected(), null);
            }
        };
        context.forward(record.withValue(arrival), SessionTopology.MERGE_SESSIONS);
    }

    private Decoded<SegmentFacts> facts(Segment segment) {
        if (segment.getParts() != 1) {
            return new Rejected<>(
                    RejectReason.TOO_LARGE,
                    "part %d of %d: this release does not join split segments"
                            .formatted(segment.getPart(), segment.getParts()));
        }
        Optional<RecordingFormat> format =
                RecordingFormat.named(segment.getFormat().name());
        if (format.isEmpty()) {
            return new Rejected<>(RejectReason.UNKNOWN_FORMAT, "format " + segment.getFormat());
        }
        Body body = StoredBody.of(segment.getBody(), segment.getEncoding(), limits);
        if (crcOf(body) != segment.getCrc32c()) {
            return new Rejected<>(RejectReason.CORRUPT, "the body is not the one that the gateway took the CRC of");
        }
        return format.get().segment(body);
    }

    private static int crcOf(Body body) {
        CRC32C crc = new CRC32C();
        crc.update(body.bytes());
        return (int) crc.getValue();
    }

    private static SegmentEnvelope envelope(Segment segment) {
        Traits stated = new Traits(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                segment.getEnv(),
                segment.getService(),
                segment.getVersion(),
                segment.getSdkName(),
                segment.getSdkVersion(),
                null);
        Numbering numbering = switch (segment.getFormat()) {
            case RRWEB, SENTRY -> Numbering.SESSION;
            case DATADOG, GUANCE, POSTHOG, UNKNOWN -> Numbering.VIEW;
        };
        return new SegmentEnvelope(
                segment.getView(),
                segment.getIndex(),
                segment.getUuid(),
                numbering,
                Integer.toUnsignedLong(segment.getCrc32c()),
                segment.getBody().remaining(),
                stated,
                StoredBody.observed(segment.getClient()));
    }
}
