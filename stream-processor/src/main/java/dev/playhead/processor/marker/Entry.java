// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.marker;

import dev.playhead.formats.facts.SegmentFacts.Spot;
import org.jspecify.annotations.Nullable;

/**
 * A marker or RUM item of a session's timeline.
 *
 * @param label what a person reads
 * @param hasReplay whether a recording was running; null where the SDK does not say
 * @param attributes flat JSON object under the SDK's own names
 * @param spot what a click hit, where frustrations are to be computed from it; null for everything else
 */
public record Entry(
        EntryKey key,
        @Nullable String view,
        @Nullable Long durationMs,
        @Nullable String label,
        @Nullable Boolean hasReplay,
        String attributes,
        @Nullable Spot spot) {
    static final String NO_ATTRIBUTES = "{}";
}
