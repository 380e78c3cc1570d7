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
 * @param spans sorted, and each more than {@link #RESOLUTION_MS} after the one before it
 */
public record Islands(List<TimeSpan> spans) {

    /** The finest inactivity threshold that can be answered, milliseconds. */
    public static final long RESOLUTION_MS = 5_000;

    public static final Islands NONE = new Islands(List.of());

    public Islands {
        spans = List.copyOf(spans);
    }

    /** Joins spans given in any order; they may touch, overlap or repeat. */
    public static Islands of(Collection<TimeSpan> active) {
        return new Islands(joined(active.stream(), RESOLUTION_MS));
    }

    public Islands merge(Islands other) {
        if (other.spans.isEmpty() || equals(other)) {
            return this;
        }
        return new Islands(joined(Stream.concat(spans.stream(), other.spans.stream()), RESOLUTION_MS));
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
