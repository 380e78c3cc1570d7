// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.query.store.Answer;
import dev.playhead.query.store.ListQuery;
import dev.playhead.query.store.Page;
import dev.playhead.query.store.ReplayStore;
import dev.playhead.query.store.Retention;
import dev.playhead.query.store.RowPosition;
import dev.playhead.query.store.SessionLists;
import dev.playhead.query.topology.SessionRow;
import dev.playhead.schemas.SessionKey;

/** Applications, their sessions, and one session's summary and timeline. */
public final class SessionsHandler {

    private final ReplayStore store;
    private final SessionLists lists;
    private final ListAnswers answers;
    private final Retention retention;

    public SessionsHandler(ReplayStore store, SessionLists lists, ListAnswers answers, Retention retention) {
        this.store = store;
        this.lists = lists;
        this.answers = answers;
        this.retention = retention;
    }

    public Answer<ItemList<AppItem>> apps() {
        return answers.of(
                lists.apps(),
                gathered -> ItemList.of(
                        gathered.value().stream()
                                .map(app -> new AppItem(app.app(), app.lastReceivedMs(), app.sessions()))
                                .toList(),
                        null,
                        gathered));
    }

    public Answer<ItemList<SessionItem>> sessions(ListQuery query) {
        return answers.of(lists.sessions(query), gathered -> {
            Page<SessionRow> page = gathered.value();
            return ItemList.of(
                    page.rows().stream()
                            .map(row -> SessionItem.of(row, retention))
                            .toList(),
                    page.next().map(RowPosition::toCursor).orElse(null),
                    gathered);
        });
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
