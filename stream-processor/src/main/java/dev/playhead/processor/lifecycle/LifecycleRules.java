// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.lifecycle;

import java.time.Duration;

/**
 * How long a session waits for its next record.
 *
 * @param inactivity without a record, after which a session counts as over
 * @param grace on top of it, for what is still under way; alone where the SDK said that the session is over
 * @param keep after its last record, until a closed session is forgotten
 */
public record LifecycleRules(Duration inactivity, Duration grace, Duration keep) {

    /**
     * When a session is to be closed, or a closed one to be forgotten.
     *
     * @param lastReceivedMs largest receive time of its records
     * @param ended whether the SDK said that the session is over
     */
    public long deadlineMs(Lifecycle lifecycle, long lastReceivedMs, boolean ended) {
        if (lifecycle.closed()) {
            return after(lastReceivedMs, keep);
        }
        return after(lastReceivedMs, ended ? grace : inactivity.plus(grace));
    }

    /** At the end of time rather than past it: anybody who can write to the topics can claim any receive time. */
    private static long after(long atMs, Duration wait) {
        return Math.min(atMs, Long.MAX_VALUE - wait.toMillis()) + wait.toMillis();
    }
}
