// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.processor.marker.Entry;
import dev.playhead.processor.marker.EntryKey;
import dev.playhead.schemas.v1.EndReason;
import dev.playhead.schemas.v1.EntryOp;
import dev.playhead.schemas.v1.MarkerKind;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.SessionEnded;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.TimelineEntry;
import dev.playhead.timeline.TimeSpan;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Forwards what is known of a session to the topics that readers follow. */
final class Publisher {

    private final ProcessorContext<String, SpecificRecord> context;

    Publisher(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
    }

    void ref(SegmentRef ref, TrackedSession session, long timestampMs) {
        forward(session, ref, timestampMs, SessionTopology.SEGMENT_REFS);
    }

    void put(Entry entry, long firstReceivedMs, TrackedSession session, long timestampMs) {
        TimelineEntry put = entryOf(entry.key(), session)
                .setOp(EntryOp.PUT)
                .setView(entry.view())
                .setDurationMs(entry.durationMs())
                .setLabel(entry.label())
                .setHasReplay(entry.hasReplay())
                .setReceivedAtMs(firstReceivedMs)
                .setAttributes(entry.attributes())
                .build();
        forward(session, put, timestampMs, SessionTopology.TIMELINE_ENTRIES);
    }

    void delete(EntryKey key, TrackedSession session, long timestampMs) {
        TimelineEntry delete = entryOf(key, session).setOp(EntryOp.DELETE).build();
        forward(session, delete, timestampMs, SessionTopology.TIMELINE_ENTRIES);
    }

    void summary(SessionSummary summary, TrackedSession session) {
        forward(session, summary, session.received().lastMs(), SessionTopology.SESSIONS);
    }

    /**
     * @param span from the session's first to its last known moment
     * @param closedMs when it was due to be closed
     */
    void ended(TrackedSession session, TimeSpan span, EndReason reason, long closedMs) {
        SessionEnded ended = SessionEnded.newBuilder()
                .setApp(session.key().app())
                .setSession(session.key().session())
                .setAnchorMs(session.received().anchorMs())
                .setRevision(session.lifecycle().revision())
                .setReason(reason)
                .setStartMs(span.startMs())
                .setEndMs(span.endMs())
                .setLastReceivedMs(session.received().lastMs())
                .build();
        forward(session, ended, closedMs, SessionTopology.SESSION_ENDED);
    }

    private static TimelineEntry.Builder entryOf(EntryKey key, TrackedSession session) {
        return TimelineEntry.newBuilder()
                .setApp(session.key().app())
                .setSession(session.key().session())
                .setAnchorMs(session.received().anchorMs())
                .setKind(MarkerKind.valueOf(key.kind().name()))
                .setId(key.id())
                .setAtMs(key.atMs());
    }

    private void forward(TrackedSession session, SpecificRecord value, long timestampMs, String sink) {
        context.forward(new Record<>(session.key().text(), value, timestampMs), sink);
    }
}
