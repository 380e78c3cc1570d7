// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.query.store.Answer;
import dev.playhead.schemas.SessionKey;
import dev.playhead.timeline.Inactivity;
import java.util.Optional;
import java.util.OptionalLong;

/** A whole session, to be taken away. */
public final class ExportHandler {

    private final SessionsHandler sessions;
    private final EventsHandler events;

    public ExportHandler(SessionsHandler sessions, EventsHandler events) {
        this.sessions = sessions;
        this.events = events;
    }

    /** As one JSON object: {@code session}, {@code timeline} and {@code events}, as their own addresses give them. */
    public Answer<Pieces> json(SessionKey key) {
        return whole(key).map(JsonExport::new);
    }

    /** As one HTML file that plays it without any network. */
    public Answer<Pieces> html(SessionKey key) {
        return whole(key).map(session -> new HtmlExport(session, ExportPage.load()));
    }

    private Answer<WholeSession> whole(SessionKey key) {
        return sessions.session(key)
                .then(session -> sessions.timeline(key, Inactivity.DEFAULT_THRESHOLD_MS)
                        .then(timeline -> events.events(
                                        key, Optional.empty(), OptionalLong.empty(), OptionalLong.empty())
                                .map(stream -> new WholeSession(session, timeline, stream))));
    }
}
