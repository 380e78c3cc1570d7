// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.marker;

import dev.playhead.formats.facts.RumEvent;
import dev.playhead.formats.facts.SegmentFacts.RecordedMarker;
import java.util.List;
import java.util.stream.Stream;

/** Every rule about what stands in a timeline. */
public final class MarkerRules {
    private static final List<EventRule> OF_EVENTS =
            List.of(new ViewRule(), new SessionEndRule(), new ItemRule(), new ActionFrustrationRule());
    private static final List<FrustrationRule> OF_CLICKS = List.of(new RageClickRule(), new ErrorClickRule());

    /** No frustration of a click depends on a click or an error further away from it. */
    public static final long REACH_MS = 1_000;

    private MarkerRules() {}

    /** What one RUM event puts into the timeline. */
    public static List<Entry> of(RumEvent event) {
        return OF_EVENTS.stream().flatMap(rule -> rule.entries(event)).toList();
    }

    /**
     * What the records of one segment put into the timeline.
     *
     * @param segment unique within the view
     */
    public static List<Entry> of(String view, String segment, List<RecordedMarker> recorded) {
        return recorded.stream()
                .map(marker -> RecordedMarkerRule.entry(view, segment, marker))
                .toList();
    }

    /** The frustrations that show in one view's clicks, where its SDK tells of none. */
    public static Stream<ClickFrustration> frustrations(ViewMarks marks) {
        return OF_CLICKS.stream()
                .flatMap(rule -> rule.clicks(marks).map(click -> new ClickFrustration(rule.type(), click)));
    }

    /** Where the frustrations stand that a click may ever have been found to show. */
    public static Stream<EntryKey> everyFrustration(EntryKey click) {
        return OF_CLICKS.stream().map(rule -> ClickFrustration.key(rule.type(), click));
    }
}
