// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import dev.playhead.timeline.CutPosition;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a session is cut that has more segments, bytes or views than are kept: at the first one too many, in the order
 * of time and id. What begins there or later is not indexed, be it a segment, a view or a marker.
 *
 * @param atMs when the first one too many begins, epoch ms of the browser's clock
 * @param id of that segment or view
 * @param limit what there is too much of
 */
public record SessionCut(long atMs, String id, SessionLimit limit) implements Comparable<SessionCut> {

    /** Of all views' URLs and names together, so that a session's row always fits into a record. */
    static final int MAX_VIEW_CHARS = 1 << 19;

    private static final Comparator<SessionCut> ORDER = Comparator.comparingLong(SessionCut::atMs)
            .thenComparing(SessionCut::id)
            .thenComparing(SessionCut::limit);

    /** The cut that some segments alone ask for, whatever else there is; null where they are within the limits. */
    static @Nullable SessionCut ofSegments(Collection<Member> segments, SessionLimits limits) {
        List<Member> inOrder =
                segments.stream().sorted(Member.SEGMENTS_IN_ORDER).toList();
        long bytes = 0;
        for (int i = 0; i < inOrder.size(); i++) {
            Member next = inOrder.get(i);
            bytes += next.mostBytes();
            if (bytes > limits.bytes()) {
                return at(next, SessionLimit.BYTES);
            }
            if (i == limits.segments()) {
                return at(next, SessionLimit.SEGMENTS);
            }
        }
        return null;
    }

    private static SessionCut at(Member segment, SessionLimit limit) {
        return new SessionCut(segment.atMs(), Objects.requireNonNull(segment.segment()), limit);
    }

    /** The cut that some views alone ask for; null where they are within the limits. */
    static @Nullable SessionCut ofViews(SortedMap<String, ViewState> views, SessionLimits limits) {
        int allChars = views.values().stream().mapToInt(ViewState::chars).sum();
        if (views.size() <= limits.views() && allChars <= MAX_VIEW_CHARS) {
            return null;
        }
        List<SessionCut> inOrder = views.entrySet().stream()
                .map(view -> new SessionCut(view.getValue().firstMs(), view.getKey(), SessionLimit.VIEWS))
                .sorted()
                .toList();
        int chars = 0;
        for (int i = 0; i < inOrder.size(); i++) {
            chars += Objects.requireNonNull(views.get(inOrder.get(i).id())).chars();
            if (i == limits.views() || chars > MAX_VIEW_CHARS) {
                return inOrder.get(i);
            }
        }
        return null;
    }

    /** Whether what begins at a moment comes before it. */
    boolean keeps(long startMs, String name) {
        return new CutPosition(atMs, id).keeps(startMs, name);
    }

    @Override
    public int compareTo(SessionCut other) {
        return ORDER.compare(this, other);
    }
}
