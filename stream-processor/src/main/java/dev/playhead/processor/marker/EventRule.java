// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.marker;

import dev.playhead.formats.facts.RumEvent;
import java.util.stream.Stream;

/** What a RUM event puts into the timeline by itself. Pure. */
interface EventRule {
    /** Empty for events that the rule is not about. */
    Stream<Entry> entries(RumEvent event);
}
