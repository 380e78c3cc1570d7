// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import dev.playhead.processor.session.IndexSet.Run;
import dev.playhead.timeline.TimeSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive indexes without a readable segment.
 *
 * @param toIndex inclusive
 * @param startMs end of the readable segment before; null where there is none
 * @param endMs start of the readable segment after; null where there is none
 */
public record MissingSegments(
        String view,
        int fromIndex,
        int toIndex,
        @Nullable Long startMs,
        @Nullable Long endMs,
        Reason reason) {

    /** By view, then index. */
    public static final Comparator<MissingSegments> ORDER =
            Comparator.comparing(MissingSegments::view).thenComparingInt(MissingSegments::fromIndex);

    /** Why there is nothing to play; names as in the public API. */
    public enum Reason {
        /** Never came. */
        LOST,
        /** Came in part: of those that it was split into, some never came. */
        PART_LOST,
        /** Came, and could not be read. */
        REJECTED
    }

    /** Cut up, in order, so that the indexes of a set have their own reason. */
    List<MissingSegments> reasoned(IndexSet indexes, Reason theirs) {
        List<MissingSegments> pieces = new ArrayList<>();
        long next = fromIndex;
        for (Run run : indexes.within(fromIndex, toIndex)) {
            if (next < run.from()) {
                pieces.add(piece((int) next, run.from() - 1, reason));
            }
            pieces.add(piece(run.from(), run.to(), theirs));
            next = run.to() + 1L;
        }
        if (next <= toIndex) {
            pieces.add(piece((int) next, toIndex, reason));
        }
        return pieces;
    }

    private MissingSegments piece(int from, int to, Reason why) {
        return new MissingSegments(view, from, to, startMs, endMs, why);
    }

    /**
     * The span that the recording cannot speak about; empty where an end is unknown, and where the neighbours overlap,
     * as they may when the browser's clock was set back.
     */
    public Optional<TimeSpan> span() {
        return startMs == null || endMs == null || endMs < startMs
                ? Optional.empty()
                : Optional.of(new TimeSpan(startMs, endMs));
    }
}
