// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.processor.session.ReceiptTimes;
import dev.playhead.processor.session.SessionState;
import dev.playhead.schemas.SessionKey;

/** One row of {@code session-state}. */
record TrackedSession(SessionKey key, ReceiptTimes received, SessionState state) {

    TrackedSession merge(TrackedSession next) {
        return new TrackedSession(key, received.then(next.received), state.merge(next.state));
    }
}
