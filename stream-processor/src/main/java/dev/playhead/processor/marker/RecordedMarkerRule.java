// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.marker;

import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.formats.facts.SegmentFacts.RecordedMarker;

/**
 * What a record shows by itself: clicks, inputs, custom events, errors of a console, and the frustrations that an SDK
 * records. It is found again at {@code VIEW/SEGMENT/POSITION}; of the frustrations, a record may have several.
 */
final class RecordedMarkerRule {
    private RecordedMarkerRule() {}

    /** @param segment unique within the view */
    static Entry entry(String view, String segment, RecordedMarker marker) {
        String place = view + '/' + segment + '/' + marker.position();
        String id = marker.kind() == MarkerKind.FRUSTRATION ? place + '.' + marker.label() : place;
        return new Entry(
                new EntryKey(marker.kind(), marker.atMs(), id),
                view,
                null,
                marker.label(),
                true,
                marker.attributes(),
                marker.spot());
    }
}
