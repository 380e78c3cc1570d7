// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.SessionSummary;
import java.util.List;

/**
 * A session that is there, and where in time its rows lie.
 *
 * @param summary of all anchors together
 * @param anchorsMs in order; more than one where the id came back after the processor had forgotten it
 */
public record StoredSession(SessionKey key, SessionSummary summary, List<Long> anchorsMs) {

    public StoredSession {
        anchorsMs = List.copyOf(anchorsMs);
    }
}
