// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.timeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The stretches of a session without any activity, at one threshold.
 *
 * @param gaps open intervals, sorted, apart, each strictly longer than the threshold
 */
public record Inactivity(List<TimeSpan> gaps) {

    /** A pause of one minute is not a gap; a millisecond more is. */
    public static final long DEFAULT_THRESHOLD_MS = 60_000;

    public Inactivity {
        gaps = List.copyOf(gaps);
    }

    /**
     * The pauses before, between and after the islands that are longer than the threshold. What was not recorded is not
     * known to be idle: missing spans are cut out, and the pieces count only where still longer than the threshold.
     *
     * @param session from the first to the last known moment
     * @param missing spans without data, in any order; only those whose two ends are known
     */
    public static Inactivity of(Islands activity, long thresholdMs, TimeSpan session, Collection<TimeSpan> missing) {
        List<TimeSpan> gaps = new ArrayList<>();
        long idleSinceMs = session.startMs();
        for (TimeSpan island : activity.joinedAt(thresholdMs)) {
            addPieces(idleSinceMs, island.startMs(), thresholdMs, missing, gaps);
            idleSinceMs = island.endMs();
        }
        addPieces(idleSinceMs, session.endMs(), thresholdMs, missing, gaps);
        return new Inactivity(gaps);
    }

    public long totalMs() {
        return gaps.stream().mapToLong(TimeSpan::lengthMs).sum();
    }

    private static void addPieces(
            long startMs, long endMs, long thresholdMs, Collection<TimeSpan> missing, List<TimeSpan> gaps) {
        long pieceStartMs = startMs;
        for (TimeSpan hole : missing.stream().sorted().toList()) {
            if (hole.endMs() <= pieceStartMs || hole.startMs() >= endMs) {
                continue;
            }
            addIfLonger(pieceStartMs, hole.startMs(), thresholdMs, gaps);
            pieceStartMs = hole.endMs();
        }
        addIfLonger(pieceStartMs, endMs, thresholdMs, gaps);
    }

    private static void addIfLonger(long startMs, long endMs, long thresholdMs, List<TimeSpan> gaps) {
        if (endMs - startMs > thresholdMs) {
            gaps.add(new TimeSpan(startMs, endMs));
        }
    }
}
