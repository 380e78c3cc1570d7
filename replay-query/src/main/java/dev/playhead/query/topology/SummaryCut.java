// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.topology;

import dev.playhead.schemas.v1.Cut;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.timeline.CutPosition;

/** What a summary leaves of a session that has more segments or views than are kept. */
public final class SummaryCut {

    private SummaryCut() {}

    /** @param summary of the reference's own anchor */
    public static boolean keeps(SessionSummary summary, SegmentRef ref) {
        Cut cut = summary.getCut();
        return cut == null || new CutPosition(cut.getAtMs(), cut.getId()).keeps(ref.getStartMs(), ref.getId());
    }
}
