// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.testkit;

import dev.playhead.schemas.v1.Cut;
import dev.playhead.schemas.v1.EntryOp;
import dev.playhead.schemas.v1.MarkerKind;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.SessionStatus;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.TimelineEntry;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a reader holds after following the processor's topics to their end, without the fields that depend on arrival:
 * two of these are equal where the content is.
 *
 * @param refs by session, id and part
 * @param entries by session, time, kind and id
 * @param sessions the last summary of each
 */
public record Published(
        SortedMap<String, SegmentRef> refs,
        SortedMap<String, TimelineEntry> entries,
        SortedMap<String, SessionSummary> sessions) {

    public static Published of(List<SegmentRef> refs, List<TimelineEntry> entries, List<SessionSummary> summaries) {
        Published published = new Published(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        refs.forEach(
                ref -> published.refs.put(ref.getSession() + ' ' + ref.getId() + ' ' + ref.getPart(), content(ref)));
        entries.forEach(published::apply);
        summaries.forEach(summary -> published.sessions.put(summary.getSession(), content(summary)));
        published.refs.values().removeIf(ref -> isCutOff(ref, published.sessions.get(ref.getSession())));
        return published;
    }

    /** The one session that there is. */
    public SessionSummary session() {
        if (sessions.size() != 1) {
            throw new AssertionError("not one session: " + sessions.keySet());
        }
        return sessions.firstEntry().getValue();
    }

    public List<TimelineEntry> ofKind(MarkerKind kind) {
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

    private static boolean isCutOff(SegmentRef ref, @Nullable SessionSummary summary) {
        Cut cut = summary == null ? null : summary.getCut();
        return cut != null
                && Comparator.comparingLong(Cut::getAtMs)
                                .thenComparing(Cut::getId)
                                .compare(new Cut(ref.getStartMs(), ref.getId()), cut)
                        >= 0;
    }

    private static SegmentRef content(SegmentRef ref) {
        ref.setAnchorMs(0);
        ref.setReceivedAtMs(0);
        ref.setPartition(0);
        ref.setOffset(0);
        return ref;
    }

    private static TimelineEntry content(TimelineEntry entry) {
        entry.setAnchorMs(0);
        entry.setReceivedAtMs(0L);
        return entry;
    }

    private static SessionSummary content(SessionSummary summary) {
        summary.setAnchorMs(0);
        summary.setLastReceivedMs(0);
        summary.setSkewMs(0);
        summary.getViews().forEach(view -> view.setReceivedAtMs(0L));
        summary.setStatus(SessionStatus.OPEN);
        summary.setRevision(1);
        return summary;
    }
}
