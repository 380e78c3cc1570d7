// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.timeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * When the user was active: closed spans, joined wherever at most {@link #RESOLUTION_MS} apart.
 *
 * <p>Joining spans that are at most ε apart is a closure operator, so {@link #merge} is commutative, associative and
 * idempotent, and joining once more at a larger threshold gives exactly what joining the original moments at that
 * threshold would have given. That is why one fine resolution is stored and every viewer may choose a coarser one.
 *
 * <p>There are never more than {@link #MAX_SPANS}: what would have more is joined at the smallest doubling of the
 * resolution that leaves few enough. That alone may depend on the order, as later activity can fill a pause that was
 * too many; all orders agree at the coarsest resolution that one of them came to.
 *
 * @param spans sorted, and each more than the resolution after the one before it
 * @param resolutionMs what pauses are at least as long as, {@link #RESOLUTION_MS} unless there were too many
 */
public record Islands(List<TimeSpan> spans, long resolutionMs) {

    /** The finest inactivity threshold that can be answered, milliseconds. */
    public static final long RESOLUTION_MS = 5_000;

    /** Six kilobytes of a row, and more than eight hours of pauses of the default threshold. */
    public static final int MAX_SPANS = 512;

    public static final Islands NONE = new Islands(List.of(), RESOLUTION_MS);

    public Islands {
        spans = List.copyOf(spans);
    }

    /** Joins spans given in any order; they may touch, overlap or repeat. */
    public static Islands of(Collection<TimeSpan> active) {
        return bounded(active.stream(), RESOLUTION_MS);
    }

    public Islands merge(Islands other) {
        if (other.spans.isEmpty() || equals(other)) {
            return this;
        }
        return bounded(Stream.concat(spans.stream(), other.spans.stream()), Math.max(resolutionMs, other.resolutionMs));
    }

    /** Whether pauses that would have been islands apart are not told any more. */
    public boolean isCoarse() {
        return resolutionMs > RESOLUTION_MS;
    }

    private static Islands bounded(Stream<TimeSpan> active, long fromMs) {
        long resolutionMs = fromMs;
        List<TimeSpan> spans = joined(active, resolutionMs);
        while (spans.size() > MAX_SPANS) {
            resolutionMs *= 2;
            spans = joined(spans.stream(), resolutionMs);
        }
        return new Islands(spans, resolutionMs);
    }

    /**
     * The islands of a coarser threshold.
     *
     * @throws IllegalArgumentException if the threshold is finer than {@link #RESOLUTION_MS}
     */
    public List<TimeSpan> joinedAt(long thresholdMs) {
        if (thresholdMs < RESOLUTION_MS) {
            throw new IllegalArgumentException("islands are only known down to %d ms".formatted(RESOLUTION_MS));
        }
        return joined(spans.stream(), thresholdMs);
    }

    private static List<TimeSpan> joined(Stream<TimeSpan> active, long thresholdMs) {
        List<TimeSpan> joined = new ArrayList<>();
        active.sorted().forEachOrdered(next -> {
            if (!joined.isEmpty() && next.startMs() - joined.getLast().endMs() <= thresholdMs) {
                joined.add(joined.removeLast().cover(next));
            } else {
                joined.add(next);
            }
        });
        return joined;
    }
}
