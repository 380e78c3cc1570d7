// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.topology;

import dev.playhead.schemas.v1.Control;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.TimelineEntry;

/** One record of a source topic, beside its bytes, which go into the store as they are. */
@SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
sealed interface ViewUpdate {

    record SegmentFound(SegmentRef ref, byte[] bytes) implements ViewUpdate {}

    record EntryChanged(TimelineEntry entry, byte[] bytes) implements ViewUpdate {}

    record SessionChanged(SessionSummary summary, byte[] bytes) implements ViewUpdate {}

    /** What an operator decided about the session. */
    record Decided(Control control) implements ViewUpdate {}

    /** A tombstone of what the processor publishes: the session was erased. */
    record SessionErased() implements ViewUpdate {}

    /** A decision that was taken out of its topic; what was erased stays erased. */
    record Nothing() implements ViewUpdate {}
}
