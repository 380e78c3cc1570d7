// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.topology;

import dev.playhead.schemas.v1.MissingSegments;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.timeline.Inactivity;
import dev.playhead.timeline.Islands;
import dev.playhead.timeline.TimeSpan;
import java.util.List;
import java.util.stream.Stream;

/** What a summary says of activity. */
public final class SummaryActivity {

    private SummaryActivity() {}

    static Islands islands(SessionSummary summary) {
        return Islands.of(summary.getIslands().stream()
                .map(span -> new TimeSpan(span.getStartMs(), span.getEndMs()))
                .toList());
    }

    /** @param thresholdMs pauses longer than this are gaps, at least {@link Islands#RESOLUTION_MS} */
    public static Inactivity inactivity(SessionSummary summary, long thresholdMs) {
        TimeSpan whole = new TimeSpan(summary.getStartMs(), summary.getEndMs());
        return Inactivity.of(islands(summary), thresholdMs, whole, known(summary.getMissing()));
    }

    private static List<TimeSpan> known(List<MissingSegments> missing) {
        return missing.stream()
                .flatMap(hole -> {
                    Long startMs = hole.getStartMs();
                    Long endMs = hole.getEndMs();
                    return startMs != null && endMs != null && startMs <= endMs
                            ? Stream.of(new TimeSpan(startMs, endMs))
                            : Stream.empty();
                })
                .toList();
    }
}
