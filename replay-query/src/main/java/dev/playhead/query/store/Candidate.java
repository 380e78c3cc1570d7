// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.ViewSummary;
import java.util.List;
import java.util.Optional;

/** A row that a list may give out. No more of it is read than its filters ask for. */
public interface Candidate {

    /** The facts of its session; nothing that grows with the session's length. */
    SessionSummary session();

    /** The views of a session, or the one that an item is in; none where that is not known. Takes a look-up. */
    List<ViewSummary> views();

    /** Empty for a session, and for an item that is gone. Takes a look-up. */
    Optional<StoredItem> item();
}
