// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.processor.row.MemberRow;
import dev.playhead.processor.row.SessionRow;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The stores of one task that {@link MergeSessions} with its rounds and {@link EraseSessions} share. */
record SessionStores(
        KeyValueStore<Bytes, SessionRow> sessions,
        KeyValueStore<Bytes, MemberRow> members,
        KeyValueStore<Bytes, byte[]> deadlines,
        PartStore parts) {

    private static final byte[] NOTHING = new byte[0];

    static SessionStores of(ProcessorContext<?, ?> context) {
        return new SessionStores(
                context.getStateStore(SessionTopology.SESSION_STATE),
                context.getStateStore(SessionTopology.SESSION_MEMBERS),
                context.getStateStore(SessionTopology.SESSION_DEADLINES),
                new PartStore(context.getStateStore(SessionTopology.SEGMENT_PARTS)));
    }

    /** Every member of a session, with its key; to be closed. */
    KeyValueIterator<Bytes, MemberRow> membersOf(byte[] session) {
        return members.prefixScan(session, Serdes.ByteArray().serializer());
    }

    /**
     * Drops everything that is there of a session; of its deadlines only that of its summary has a key that is known.
     */
    void forget(byte[] session) {
        keysOfMembers(session).forEach(members::delete);
        parts.forget(session);
        sessions.delete(Bytes.wrap(session));
        deadlines.delete(Bytes.wrap(StoreKeys.summaryDeadline(session)));
    }

    private List<Bytes> keysOfMembers(byte[] session) {
        List<Bytes> keys = new ArrayList<>();
        try (KeyValueIterator<Bytes, MemberRow> rows = membersOf(session)) {
            rows.forEachRemaining(row -> keys.add(row.key));
        }
        return keys;
    }

    /** Has the session summed up in the next round. */
    void askForSummary(byte[] session) {
        deadlines.putIfAbsent(Bytes.wrap(StoreKeys.summaryDeadline(session)), NOTHING);
    }

    boolean isSummaryDue(byte[] session) {
        return deadlines.get(Bytes.wrap(StoreKeys.summaryDeadline(session))) != null;
    }

    /** Has the session looked at when the time has come. */
    void lookAt(byte[] session, long atMs) {
        deadlines.put(Bytes.wrap(StoreKeys.deadline(DeadlineKind.LIFECYCLE, atMs, session)), NOTHING);
    }
}
