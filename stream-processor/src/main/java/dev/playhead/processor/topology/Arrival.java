// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.processor.lifecycle.Lifecycle;
import dev.playhead.processor.session.Contribution;
import dev.playhead.processor.session.Cuts;
import dev.playhead.processor.session.ReceiptTimes;
import dev.playhead.schemas.SessionKey;
import dev.playhead.timeline.TimeSpan;
import org.jspecify.annotations.Nullable;

/**
 * A record, decoded to its end, on its way to its session: from here on nothing about it can be bad.
 *
 * @param receivedMs gateway clock, epoch ms
 * @param segment the readable segment that the record is; null for everything else
 */
record Arrival(
        SessionKey session,
        long receivedMs,
        Contribution contribution,
        @Nullable PlacedSegment segment) {

    /** A session of this record alone. */
    TrackedSession alone() {
        TimeSpan span = contribution.state().span();
        return new TrackedSession(
                session,
                ReceiptTimes.first(
                        receivedMs,
                        span == null ? null : span.endMs(),
                        contribution.state().views().keySet()),
                Lifecycle.OPENED,
                contribution.state(),
                Cuts.NONE);
    }
}
