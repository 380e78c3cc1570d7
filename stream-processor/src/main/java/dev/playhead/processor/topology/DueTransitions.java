// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.processor.lifecycle.DrainAwareClock;
import dev.playhead.processor.lifecycle.LifecycleRules;
import dev.playhead.processor.row.MemberRow;
import dev.playhead.processor.row.SessionRow;
import dev.playhead.schemas.v1.EndReason;
import dev.playhead.timeline.TimeSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 *
 * <p>At least once, a crash can keep what was stored and lose what was told. There a deadline stays until its close is
 * surely committed, and who takes over and finds it tells the close again.
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
    private final Duration unsureFor;
    private final DueRound round;

    /** Closes that were told and may not be committed yet: when they were, by their deadline. */
    private final Map<Bytes, Long> toldMs = new HashMap<>();

    /**
     * @param unsureFor how long it may take until what is told is committed; nothing where that is all or nothing
     * @param behind the inputs that have records left
     */
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
            Duration unsureFor,
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
        this.unsureFor = unsureFor;
        this.round = new DueRound(deadlines, DeadlineKind.LIFECYCLE, maxPerRound);
    }

    @Override
    public void punctuate(long wallMs) {
        OptionalLong nowMs = clock.read(wallMs, behind.get());
        if (nowMs.isPresent()) {
            for (byte[] deadline : round.next(nowMs.getAsLong())) {
                settle(Bytes.wrap(deadline), nowMs.getAsLong(), wallMs);
            }
        }
    }

    private void settle(Bytes deadline, long nowMs, long wallMs) {
        byte[] hash = StoreKeys.sessionOf(deadline.get());
        @Nullable SessionRow row = sessions.get(Bytes.wrap(hash));
        if (row == null) {
            toldMs.remove(deadline);
            deadlines.delete(deadline);
            return;
        }
        TrackedSession session = SessionRows.fromRow(row);
        if (session.deadlineMs(rules) > nowMs) {
            if (session.lifecycle().closed() && isUntold(deadline, session)) {
                tell(deadline, hash, session, wallMs);
            }
            move(deadline, hash, session, wallMs);
        } else if (!session.lifecycle().closed()) {
            TrackedSession closed = session.with(session.lifecycle().close());
            tell(deadline, hash, closed, wallMs);
            sessions.put(Bytes.wrap(hash), SessionRows.toRow(closed));
            metrics.sessionClosed(reasonOf(closed));
            move(deadline, hash, closed, wallMs);
        } else if (!isSummaryDue(hash)) {
            forget(hash);
            deadlines.delete(deadline);
        }
    }

    /** Whether the deadline is that of a close that somebody else told, if it was told. */
    private boolean isUntold(Bytes deadline, TrackedSession closed) {
        return !unsureFor.isZero()
                && !toldMs.containsKey(deadline)
                && StoreKeys.timeOf(deadline.get()) == closed.closedMs(rules);
    }

    private void tell(Bytes deadline, byte[] hash, TrackedSession closed, long wallMs) {
        @Nullable TimeSpan span = closed.state().span();
        if (span != null) { // of a session of unreadable segments alone nobody was told that it began
            publisher.ended(closed, span, reasonOf(closed), closed.closedMs(rules));
        }
        deadlines.put(Bytes.wrap(StoreKeys.summaryDeadline(hash)), NOTHING);
        toldMs.put(deadline, wallMs);
    }

    private static EndReason reasonOf(TrackedSession session) {
        return session.state().ended() ? EndReason.EXPLICIT : EndReason.INACTIVE;
    }

    /** To when the session is due next; but what was told a moment ago stays. */
    private void move(Bytes deadline, byte[] hash, TrackedSession session, long wallMs) {
        @Nullable Long tellingMs = toldMs.get(deadline);
        if (tellingMs != null && wallMs - tellingMs < unsureFor.toMillis()) {
            return;
        }
        toldMs.remove(deadline);
        deadlines.delete(deadline);
        deadlines.put(Bytes.wrap(StoreKeys.deadline(DeadlineKind.LIFECYCLE, session.deadlineMs(rules), hash)), NOTHING);
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
