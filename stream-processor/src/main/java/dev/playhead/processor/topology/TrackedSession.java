// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.processor.lifecycle.Lifecycle;
import dev.playhead.processor.lifecycle.LifecycleRules;
import dev.playhead.processor.session.Cuts;
import dev.playhead.processor.session.ReceiptTimes;
import dev.playhead.processor.session.SessionLimits;
import dev.playhead.processor.session.SessionState;
import dev.playhead.schemas.SessionKey;

/**
 * One row of {@code session-state}.
 *
 * @param cuts where its members are cut
 */
record TrackedSession(SessionKey key, ReceiptTimes received, Lifecycle lifecycle, SessionState state, Cuts cuts) {

    /** Of its views none is behind a cut. */
    TrackedSession {
        state = state.within(cuts);
        received = cuts.session() == null
                ? received
                : received.ofViews(state.views().keySet());
    }

    /** With what a record says; where the session stands is another question. */
    TrackedSession merge(TrackedSession next) {
        return new TrackedSession(
                key, received.then(next.received), lifecycle, state.merge(next.state), cuts.merge(next.cuts));
    }

    TrackedSession with(Lifecycle next) {
        return new TrackedSession(key, received, next, state, cuts);
    }

    TrackedSession with(Cuts further) {
        return new TrackedSession(key, received, lifecycle, state, cuts.merge(further));
    }

    /** With the cut that its views ask for. */
    TrackedSession within(SessionLimits limits) {
        return with(Cuts.ofViews(state.views(), limits));
    }

    /** When it is to be looked at again, if nothing comes until then. */
    long deadlineMs(LifecycleRules rules) {
        return rules.deadlineMs(lifecycle, received.lastMs(), state.ended());
    }

    /** When it was due to be closed, if it is closed. */
    long closedMs(LifecycleRules rules) {
        return rules.deadlineMs(Lifecycle.OPENED, received.lastMs(), state.ended());
    }
}
