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
 * @param parts the summary of each anchor, in order; more than one where the id came back after the processor had
 *     forgotten it
 */
public record StoredSession(SessionKey key, SessionSummary summary, List<SessionSummary> parts) {

    public StoredSession {
        parts = List.copyOf(parts);
    }

    List<Long> anchorsMs() {
        return parts.stream().map(SessionSummary::getAnchorMs).toList();
    }
}
