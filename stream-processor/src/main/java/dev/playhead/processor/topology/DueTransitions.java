// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.processor.lifecycle.DrainAwareClock;
import dev.playhead.processor.lifecycle.LifecycleRules;
import dev.playhead.processor.row.MemberRow;
import dev.playhead.processor.row.SessionRow;
import dev.playhead.schemas.v1.EndReason;
import dev.playhead.timeline.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Closes the sessions that nothing came for, and forgets those closed long ago.
 *
 * <p>A record does not move its session's deadline. The deadline that was set stands; when it has come, the session
 * tells whether anything is due, and else when: one write a quarter of an hour instead of one a record. Several
 * deadlines of one session are as good as one, since each asks the session and all are moved to the same place.
 */
final class DueTransitions implements Punctuator {

    private static final byte[] NOTHING = new byte[0];

    private final KeyValueStore<Bytes, SessionRow> sessions;
    private final KeyValueStore<Bytes, MemberRow> members;
    private final KeyValueStore<Bytes, byte[]> deadlines;
    private final PartStore parts;
    private final LifecycleRules rules;
    private final DrainAwareClock clock;
    private final Supplier<Set<String>> behind;
    private final Publisher publisher;
    private final ProcessorMetrics metrics;
    private final DueRound round;

    /** @param behind the inputs that have records left */
    DueTransitions(
            KeyValueStore<Bytes, SessionRow> sessions,
            KeyValueStore<Bytes, MemberRow> members,
            KeyValueStore<Bytes, byte[]> deadlines,
            PartStore parts,
            LifecycleRules rules,
            DrainAwareClock clock,
            Supplier<Set<String>> behind,
            Publisher publisher,
            ProcessorMetrics metrics,
            int maxPerRound) {
        this.sessions = sessions;
        this.members = members;
        this.deadlines = deadlines;
        this.parts = parts;
        this.rules = rules;
        this.clock = clock;
        this.behind = behind;
        this.publisher = publisher;
        this.metrics = metrics;
        this.round = new DueRound(deadlines, DeadlineKind.LIFECYCLE, maxPerRound);
    }

    @Override
    public void punctuate(long wallMs) {
        OptionalLong nowMs = clock.read(wallMs, behind.get());
        if (nowMs.isPresent()) {
            for (byte[] deadline : round.next(nowMs.getAsLong())) {
                settle(deadline, nowMs.getAsLong());
            }
        }
    }

    private void settle(byte[] deadline, long nowMs) {
        byte[] hash = StoreKeys.sessionOf(deadline);
        @Nullable SessionRow row = sessions.get(Bytes.wrap(hash));
        if (row == null) {
            deadlines.delete(Bytes.wrap(deadline));
            return;
        }
        TrackedSession session = SessionRows.fromRow(row);
        if (session.deadlineMs(rules) > nowMs) {
            move(deadline, hash, session);
        } else if (!session.lifecycle().closed()) {
            move(deadline, hash, close(hash, session));
        } else if (!isSummaryDue(hash)) {
            forget(hash);
            deadlines.delete(Bytes.wrap(deadline));
        }
    }

    private void move(byte[] deadline, byte[] hash, TrackedSession session) {
        deadlines.delete(Bytes.wrap(deadline));
        deadlines.put(Bytes.wrap(StoreKeys.deadline(DeadlineKind.LIFECYCLE, session.deadlineMs(rules), hash)), NOTHING);
    }

    private TrackedSession close(byte[] hash, TrackedSession session) {
        TrackedSession closed = session.with(session.lifecycle().close());
        EndReason reason = session.state().ended() ? EndReason.EXPLICIT : EndReason.INACTIVE;
        @Nullable TimeSpan span = session.state().span();
        if (span != null) { // of a session of unreadable segments alone nobody was told that it began
            publisher.ended(closed, span, reason, session.deadlineMs(rules));
        }
        sessions.put(Bytes.wrap(hash), SessionRows.toRow(closed));
        deadlines.put(Bytes.wrap(StoreKeys.summaryDeadline(hash)), NOTHING);
        metrics.sessionClosed(reason);
        return closed;
    }

    private boolean isSummaryDue(byte[] hash) {
        return deadlines.get(Bytes.wrap(StoreKeys.summaryDeadline(hash))) != null;
    }

    private void forget(byte[] hash) {
        keysOfMembers(hash).forEach(members::delete);
        parts.forget(hash);
        sessions.delete(Bytes.wrap(hash));
        metrics.sessionForgotten();
    }

    private List<Bytes> keysOfMembers(byte[] hash) {
        List<Bytes> keys = new ArrayList<>();
        try (KeyValueIterator<Bytes, MemberRow> rows =
                members.prefixScan(hash, Serdes.ByteArray().serializer())) {
            rows.forEachRemaining(row -> keys.add(row.key));
        }
        return keys;
    }
}
