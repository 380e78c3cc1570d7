// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import dev.playhead.formats.body.RejectReason;
import org.jspecify.annotations.Nullable;

/** What became of one upload. The routes are the only place that turns it into a status. */
public sealed interface IntakeResult {

    /**
     * All that is worth keeping is on every in-sync replica.
     *
     * @param answer what the SDK reads in the answer, JSON; null where it wants none
     */
    record Accepted(@Nullable String answer) implements IntakeResult {}

    /**
     * It can never be right; the sender must not try again.
     *
     * @param detail what was wrong and where; holds no recorded content
     */
    record Refused(RejectReason reason, String detail) implements IntakeResult {}

    /** Not now; the sender should try again. */
    record TryLater(Cause cause) implements IntakeResult {}

    /** Why not now; the label is the metric's. */
    enum Cause {
        /** Too many uploads wait for a worker: add gateways, or look why Kafka is slow. */
        BUSY,
        /** A body did not arrive in time: a slow network, or somebody who holds connections. */
        SLOW_BODY,
        /** Uploads fill the memory that they may take: add gateways, or give them more. */
        NO_ROOM,
        /** The application or the session sends more than its limit: look who does, or raise it. */
        RATE_LIMITED,
        /** Kafka did not acknowledge in time: look at the brokers and the in-sync replicas. */
        UNACKNOWLEDGED;

        public String label() {
            return Labels.of(this);
        }
    }
}
