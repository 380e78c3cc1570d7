// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.processor.row.MemberRow;
import dev.playhead.processor.session.SessionTally;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * What the members of large sessions add up to, so that a summary of one does not scan all of them. Only a memory, of
 * one task: what is not in it is scanned, and so is everything once a task is taken over or a cut moved.
 */
final class Tallies {
    /** Members that are as well scanned: the many small sessions leave the room to the few large ones. */
    private static final int SMALL = 64;

    /** Members and markers, of some 200 bytes at most. */
    private static final int MAX_SIZE = 100_000;

    private final SessionStores stores;
    private final Map<Tallied, Kept> sessions = new LinkedHashMap<>(16, 0.75f, true);
    private long size;

    Tallies(SessionStores stores) {
        this.stores = stores;
    }

    private record Tallied(Bytes session, long anchorMs) {
        static Tallied of(byte[] hash, TrackedSession session) {
            return new Tallied(Bytes.wrap(hash), session.received().anchorMs());
        }
    }

    /** @param size when it was last looked at */
    private record Kept(SessionTally tally, int size) {}

    SessionTally of(byte[] hash, TrackedSession session) {
        Tallied key = Tallied.of(hash, session);
        @Nullable Kept kept = sessions.get(key);
        if (kept != null && kept.tally().cuts().equals(session.cuts())) {
            return kept.tally();
        }
        SessionTally tally = new SessionTally(session.cuts());
        try (KeyValueIterator<Bytes, MemberRow> rows = stores.membersOf(hash)) {
            rows.forEachRemaining(row -> tally.add(MemberRows.fromRow(row.value)));
        }
        forget(key);
        if (tally.size() > SMALL) {
            keep(key, tally);
        }
        return tally;
    }

    void change(byte[] hash, TrackedSession session, Collection<MemberChange> changes) {
        Tallied key = Tallied.of(hash, session);
        @Nullable Kept kept = sessions.get(key);
        if (kept == null || changes.isEmpty()) {
            return;
        }
        for (MemberChange change : changes) {
            if (change.before() != null) {
                kept.tally().remove(MemberRows.fromRow(change.before()));
            }
            kept.tally().add(MemberRows.fromRow(change.after()));
        }
        forget(key);
        keep(key, kept.tally());
    }

    void forget(byte[] hash, TrackedSession session) {
        forget(Tallied.of(hash, session));
    }

    private void keep(Tallied key, SessionTally tally) {
        sessions.put(key, new Kept(tally, tally.size()));
        size += tally.size();
        Iterator<Kept> oldest = sessions.values().iterator();
        while (size > MAX_SIZE && sessions.size() > 1) {
            size -= oldest.next().size();
            oldest.remove();
        }
    }

    private void forget(Tallied key) {
        @Nullable Kept kept = sessions.remove(key);
        size -= kept == null ? 0 : kept.size();
    }
}
