// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.schemas.v1.SessionStatus;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All that a live stream tells of a session, as it is at one moment.
 *
 * @param segments those that are not missing, in the order of the index
 */
public record LiveState(List<SegmentItem> segments, Timeline timeline) {

    public LiveState {
        segments = List.copyOf(segments);
    }

    /** Those of each kind in the order of the answer that they are taken from. */
    Map<LiveKind, List<LiveItem>> items() {
        Map<LiveKind, List<LiveItem>> items = new EnumMap<>(LiveKind.class);
        items.put(
                LiveKind.SEGMENT,
                segments.stream()
                        .map(segment -> new LiveItem(segment.view() + ' ' + segment.id(), segment))
                        .toList());
        items.put(
                LiveKind.MARKER,
                timeline.markers().stream()
                        .map(marker -> new LiveItem(marker.kind() + ' ' + marker.id(), marker))
                        .toList());
        items.put(
                LiveKind.INACTIVITY,
                timeline.inactivity().stream()
                        .map(pause -> new LiveItem(Long.toString(pause.startMs()), pause))
                        .toList());
        items.put(
                LiveKind.MISSING,
                timeline.missing().stream()
                        .map(hole -> new LiveItem(hole.view() + ' ' + hole.fromIndex(), hole))
                        .toList());
        return items;
    }

    /** Whether nothing more is expected. */
    boolean isOver() {
        return timeline.status().equals(SessionStatus.CLOSED.name());
    }
}
