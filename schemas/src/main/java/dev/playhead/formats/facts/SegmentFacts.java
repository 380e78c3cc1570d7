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
     * @param spot what a click hit, where the SDK leaves it to its readers to find frustrations; null otherwise
     */
    public record RecordedMarker(
            MarkerKind kind,
            int position,
            long atMs,
            String label,
            String attributes,
            @Nullable Spot spot) {
        /** A marker that nothing is computed from. */
        public static RecordedMarker of(MarkerKind kind, int position, long atMs, String label, String attributes) {
            return new RecordedMarker(kind, position, atMs, label, attributes, null);
        }
    }

    /**
     * What a click hit.
     *
     * @param target id of the node; null where the record names none
     * @param at where on the page; null where the record does not say
     */
    public record Spot(@Nullable Integer target, @Nullable Point at) {
        /** Whether both are known to be at most so many pixels apart. */
        public boolean isWithin(int px, Spot other) {
            return at != null && other.at != null && at.distanceTo(other.at) <= px;
        }
    }

    /** In pixels of the page. */
    public record Point(int x, int y) {
        /** What is farther out is nowhere on a page. */
        private static final int FARTHEST = 1 << 24;

        /** The pixel that a position is nearest to. */
        public static Point of(double x, double y) {
            return new Point(pixel(x), pixel(y));
        }

        private static int pixel(double position) {
            return Math.clamp(Math.round(position), -FARTHEST, FARTHEST);
        }

        double distanceTo(Point other) {
            return Math.hypot(x - other.x, y - other.y);
        }
    }
}
