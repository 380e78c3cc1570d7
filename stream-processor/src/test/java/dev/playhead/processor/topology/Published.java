// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.schemas.v1.EntryOp;
import dev.playhead.schemas.v1.MarkerKind;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.TimelineEntry;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a reader holds after following the topics to their end, without the fields that depend on arrival: two of these
 * are equal where the content is.
 *
 * @param refs by session and id
 * @param entries by session, time, kind and id
 * @param sessions the last summary of each
 */
record Published(
        SortedMap<String, SegmentRef> refs,
        SortedMap<String, TimelineEntry> entries,
        SortedMap<String, SessionSummary> sessions) {

    static Published of(List<SegmentRef> refs, List<TimelineEntry> entries, List<SessionSummary> summaries) {
        Published published = new Published(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        refs.forEach(ref -> published.refs.put(ref.getSession() + ' ' + ref.getId(), content(ref)));
        entries.forEach(published::apply);
        summaries.forEach(summary -> published.sessions.put(summary.getSession(), content(summary)));
        return published;
    }

    /** The one session that there is. */
    SessionSummary session() {
        if (sessions.size() != 1) {
            throw new AssertionError("not one session: " + sessions.keySet());
        }
        return sessions.firstEntry().getValue();
    }

    List<TimelineEntry> ofKind(MarkerKind kind) {
        return entries.values().stream()
                .filter(entry -> entry.getKind() == kind)
                .toList();
    }

    private void apply(TimelineEntry entry) {
        String key = "%s %d %s %s".formatted(entry.getSession(), entry.getAtMs(), entry.getKind(), entry.getId());
        if (entry.getOp() == EntryOp.PUT) {
            entries.put(key, content(entry));
        } else {
            entries.remove(key);
        }
    }

    private static SegmentRef content(SegmentRef ref) {
        return SegmentRef.newBuilder(ref)
                .setAnchorMs(0)
                .setReceivedAtMs(0)
                .setPartition(0)
                .setOffset(0)
                .build();
    }

    private static TimelineEntry content(TimelineEntry entry) {
        return TimelineEntry.newBuilder(entry)
                .setAnchorMs(0)
                .setReceivedAtMs(0L)
                .build();
    }

    private static SessionSummary content(SessionSummary summary) {
        return SessionSummary.newBuilder(summary)
                .setAnchorMs(0)
                .setLastReceivedMs(0)
                .setSkewMs(0)
                .build();
    }
}
