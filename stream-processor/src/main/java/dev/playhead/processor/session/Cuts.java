// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.processor.marker.EntryKey;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where a session is cut that has more of something than is kept: at the first one too many, in the order of time and
 * id. Of everything that ever came, the {@code k} smallest are kept in whatever order it came: what is behind a cut is
 * behind every later one, since cuts only move forward.
 *
 * @param markers the first key of a kind that is not kept, where the session is not cut before it
 * @param session where all of the session is cut; null where it is not
 */
public record Cuts(
        SortedMap<MarkerKind, EntryKey> markers, @Nullable SessionCut session) {
    private static final BinaryOperator<EntryKey> EARLIER = BinaryOperator.minBy(Comparator.naturalOrder());

    public static final Cuts NONE = new Cuts(Collections.emptySortedMap(), null);

    public Cuts {
        SortedMap<MarkerKind, EntryKey> within = new TreeMap<>(markers);
        if (session != null) {
            long endMs = session.atMs();
            within.values().removeIf(key -> key.atMs() >= endMs);
        }
        markers = Collections.unmodifiableSortedMap(within);
    }

    /** The cuts that some keys alone ask for, whatever else there is; each counts once. */
    public static Cuts ofKeys(Collection<EntryKey> keys, SessionLimits limits) {
        Map<MarkerKind, TreeSet<EntryKey>> smallest = new EnumMap<>(MarkerKind.class);
        SortedMap<MarkerKind, EntryKey> cuts = new TreeMap<>();
        for (EntryKey key : keys) {
            TreeSet<EntryKey> ofKind = smallest.computeIfAbsent(key.kind(), kind -> new TreeSet<>());
            ofKind.add(key);
            if (ofKind.size() > limits.markersOfAKind()) {
                cuts.merge(key.kind(), ofKind.removeLast(), EARLIER);
            }
        }
        return new Cuts(cuts, null);
    }

    /** The cuts that some members alone ask for, whatever else there is; each counts once. */
    public static Cuts of(Collection<Member> members, SessionLimits limits) {
        List<EntryKey> keys =
                members.stream().flatMap(member -> member.keys().stream()).toList();
        List<Member> segments =
                members.stream().filter(member -> member.segment() != null).toList();
        return ofKeys(keys, limits).merge(new Cuts(NONE.markers, SessionCut.ofSegments(segments, limits)));
    }

    /** The cut that some views alone ask for, whatever else there is. */
    public static Cuts ofViews(SortedMap<String, ViewState> views, SessionLimits limits) {
        return new Cuts(NONE.markers, SessionCut.ofViews(views, limits));
    }

    public Cuts merge(Cuts other) {
        return new Cuts(
                Known.join(markers, other.markers, EARLIER),
                Known.join(session, other.session, BinaryOperator.minBy(Comparator.naturalOrder())));
    }

    /** Whether a marker is kept. */
    public boolean keeps(EntryKey key) {
        EntryKey cut = markers.get(key.kind());
        return (cut == null || key.compareTo(cut) < 0) && (session == null || key.atMs() < session.atMs());
    }

    /** Whether a segment or a view is kept that begins at a moment. */
    boolean keeps(long startMs, String id) {
        return session == null || session.keeps(startMs, id);
    }

    /** Why a marker is not kept that is cut off, or that a segment had which is cut off. */
    public SessionLimit against(EntryKey key) {
        EntryKey cut = markers.get(key.kind());
        return session == null || (cut != null && key.compareTo(cut) >= 0) ? SessionLimit.MARKERS : session.limit();
    }

    /** What the session has more of than is kept. */
    SortedSet<SessionLimit> reached() {
        SortedSet<SessionLimit> reached = new TreeSet<>();
        if (!markers.isEmpty()) {
            reached.add(SessionLimit.MARKERS);
        }
        if (session != null) {
            reached.add(session.limit());
        }
        return reached;
    }

    public boolean isEmpty() {
        return markers.isEmpty() && session == null;
    }
}
