// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import dev.playhead.timeline.TimeSpan;
import java.util.Comparator;
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
        /** Came, and could not be read. */
        REJECTED
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
