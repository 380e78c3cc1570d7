// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.timeline;

/**
 * A closed span of recorder time.
 *
 * @param startMs first instant, epoch milliseconds
 * @param endMs last instant, epoch milliseconds; never before {@code startMs}
 */
public record TimeSpan(long startMs, long endMs) implements Comparable<TimeSpan> {

    /** @throws IllegalArgumentException if the span ends before it starts */
    public TimeSpan {
        if (endMs < startMs) {
            throw new IllegalArgumentException("span ends before it starts: [%d, %d]".formatted(startMs, endMs));
        }
    }

    public static TimeSpan at(long instantMs) {
        return new TimeSpan(instantMs, instantMs);
    }

    public long lengthMs() {
        return endMs - startMs;
    }

    /** The smallest span that holds both. */
    public TimeSpan cover(TimeSpan other) {
        return new TimeSpan(Math.min(startMs, other.startMs), Math.max(endMs, other.endMs));
    }

    @Override
    public int compareTo(TimeSpan other) {
        int byStart = Long.compare(startMs, other.startMs);
        return byStart != 0 ? byStart : Long.compare(endMs, other.endMs);
    }
}
