// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.facts;

import dev.playhead.timeline.Islands;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a segment says about its session. The records themselves stay in the log.
 *
 * @param records how many the body holds, those of unknown type included
 * @param startMs smallest record time, epoch ms
 * @param endMs largest record time, epoch ms
 * @param activity when the user was active
 * @param fullSnapshotsMs times of the full snapshots inside, in record order
 * @param firstUrl URL of the first Meta record, with its time; null where there is none
 * @param markers what the recording itself shows, in record order
 * @param stateful whether decoding needs every earlier segment since the last full snapshot (Datadog v7)
 * @param unknownRecords how many were skipped for their unknown type
 * @param traits what the body says about the session (rrweb's user), null where nothing
 */
public record SegmentFacts(
        int records,
        long startMs,
        long endMs,
        Islands activity,
        List<Long> fullSnapshotsMs,
        @Nullable PageUrl firstUrl,
        List<RecordedMarker> markers,
        boolean stateful,
        int unknownRecords,
        @Nullable Traits traits) {

    public SegmentFacts {
        fullSnapshotsMs = List.copyOf(fullSnapshotsMs);
        markers = List.copyOf(markers);
    }

    /** A page's URL as a Meta record gives it. */
    public record PageUrl(long atMs, String url) {}

    /**
     * A marker that the recording itself shows.
     *
     * @param position of the record in the segment, from 0
     * @param label what a person reads
     * @param attributes flat JSON object
     */
    public record RecordedMarker(MarkerKind kind, int position, long atMs, String label, String attributes) {}
}
