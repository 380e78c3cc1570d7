// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.query.api.SegmentItem.State;
import dev.playhead.query.store.Answer;
import dev.playhead.query.store.ReplayStore;
import dev.playhead.query.store.SegmentBodies;
import dev.playhead.query.store.StoredSegment;
import dev.playhead.query.store.StoredSession;
import dev.playhead.query.topology.SessionChanges;
import dev.playhead.schemas.SessionKey;
import dev.playhead.timeline.Inactivity;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is known of a session that goes on, and when to ask again. */
public final class LiveHandler {

    private final ReplayStore store;
    private final SegmentBodies bodies;
    private final SessionChanges changes;

    public LiveHandler(ReplayStore store, SegmentBodies bodies, SessionChanges changes) {
        this.store = store;
        this.bodies = bodies;
        this.changes = changes;
    }

    /** The summary is read before all else, so that what it calls over is there whole. */
    public Answer<LiveState> state(SessionKey key) {
        return store.session(key).then(session -> store.segments(session).then(segments -> state(session, segments)));
    }

    private Answer<LiveState> state(StoredSession session, List<StoredSegment> segments) {
        Set<StoredSegment> expired = new HashSet<>(bodies.gone(segments));
        List<SegmentItem> items = Lane.of(session.summary(), segments).stream()
                .flatMap(lane -> lane.segments().stream())
                .map(segment -> SegmentItem.of(segment, expired.contains(segment) ? State.EXPIRED : State.STORED))
                .toList();
        return store.timeline(session, MarkerKinds.STORED)
                .map(entries -> new LiveState(
                        items,
                        TimelineAssembly.of(session.summary(), segments, entries, Inactivity.DEFAULT_THRESHOLD_MS)));
    }

    /**
     * From now on the session is followed; to be called before the state is read for the first time, so that nothing is
     * missed between.
     *
     * @param changed runs on a thread that others need, has to return at once, and may be called without a reason
     * @return ends it
     */
    public Runnable follow(SessionKey key, Runnable changed) {
        return changes.follow(key, changed);
    }
}
