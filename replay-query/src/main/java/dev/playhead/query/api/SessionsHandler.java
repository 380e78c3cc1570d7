// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.query.store.Answer;
import dev.playhead.query.store.ListQuery;
import dev.playhead.query.store.Page;
import dev.playhead.query.store.Part;
import dev.playhead.query.store.ReplayStore;
import dev.playhead.query.store.Retention;
import dev.playhead.query.store.SessionLists;
import dev.playhead.query.store.SessionLists.AppActivity;
import dev.playhead.query.topology.SessionRow;
import dev.playhead.schemas.SessionKey;
import java.util.List;
import java.util.Set;

/** Applications, their sessions, and one session's summary and timeline. */
public final class SessionsHandler {

    private final ReplayStore store;
    private final SessionLists lists;
    private final Retention retention;

    public SessionsHandler(ReplayStore store, SessionLists lists, Retention retention) {
        this.store = store;
        this.lists = lists;
        this.retention = retention;
    }

    public Part<List<AppActivity>> apps(Set<Integer> partitions) {
        return lists.apps(partitions);
    }

    public Part<Page<SessionItem>> sessions(ListQuery query, Set<Integer> partitions) {
        return lists.sessions(query, partitions).map(page -> page.map(row -> SessionItem.of(row, retention)));
    }

    public Answer<SessionItem> session(SessionKey key) {
        return store.session(key).map(session -> SessionItem.of(SessionRow.of(session.summary()), retention));
    }

    /** @param inactivityMs pauses longer than this are gaps */
    public Answer<Timeline> timeline(SessionKey key, long inactivityMs) {
        return store.session(key)
                .then(session -> store.segments(session)
                        .then(segments -> store.timeline(session, MarkerKinds.STORED)
                                .map(entries ->
                                        TimelineAssembly.of(session.summary(), segments, entries, inactivityMs))));
    }
}
