// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.query.store.StoredSegment;
import dev.playhead.schemas.v1.SegmentRef;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A segment in a session's index, as the API gives it. All but view, index and state are null for a missing one.
 *
 * @param bytes stored size
 */
public record SegmentItem(
        @Nullable String id,
        String view,
        @Nullable Integer index,
        @Nullable Long startMs,
        @Nullable Long endMs,
        @Nullable Integer records,
        @Nullable Long bytes,
        @Nullable Boolean fullSnapshot,
        String state) {

    /** Whether a segment can be had. */
    enum State {
        STORED,
        MISSING,
        EXPIRED;

        String publicName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static SegmentItem of(StoredSegment segment, State state) {
        SegmentRef ref = segment.ref();
        return new SegmentItem(
                ref.getId(),
                ref.getView(),
                ref.getIndex(),
                ref.getStartMs(),
                ref.getEndMs(),
                ref.getRecords(),
                ref.getBytes(),
                !ref.getFullSnapshotsMs().isEmpty(),
                state.publicName());
    }

    static SegmentItem missing(String view, int index) {
        return new SegmentItem(null, view, index, null, null, null, null, null, State.MISSING.publicName());
    }
}
