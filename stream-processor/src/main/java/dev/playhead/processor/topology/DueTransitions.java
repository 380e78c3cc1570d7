// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.processor.lifecycle.DrainAwareClock;
import dev.playhead.processor.lifecycle.LifecycleRules;
import dev.playhead.processor.row.SessionRow;
import dev.playhead.schemas.v1.EndReason;
import dev.playhead.timeline.TimeSpan;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Punctuator;
import org.jspecify.annotations.Nullable;

/**
 * Closes the sessions that nothing came for, and forgets those closed long ago.
 *
 * <p>A record does not move its session's deadline. The deadline that was set stands; when it has come, the session
 * tells whether anything is due, and else when: one write a quarter of an hour instead of one a record. Several
 * deadlines of one session are as good as one, since each asks the session and all are moved to the same place.
 *
 * <p>At least once, a crash can keep what was stored and lose what was told. There the deadline of a close stays until
 * the close is surely committed, and who takes over and finds it tells the close again.
 */
final class DueTransitions implements Punctuator {

    private final SessionStores stores;
    private final LifecycleRules rules;
    private final DrainAwareClock clock;
    private final Supplier<Set<String>> behind;
    private final Publisher publisher;
    private final Tallies tallies;
    private final ProcessorMetrics metrics;
    private final Duration unsureFor;
    private final DueRound round;

    /** When closes were told that may not be committed yet, by the deadline of each. */
    private final Map<Bytes, Long> toldMs = new HashMap<>();

    /**
     * @param behind the inputs that have records left
     * @param unsureFor how long it may take until what is told is committed; zero where that goes with the stores
     */
    DueTransitions(
            SessionStores stores,
            LifecycleRules rules,
            DrainAwareClock clock,
            Supplier<Set<String>> behind,
            Publisher publisher,
            Tallies tallies,
            ProcessorMetrics metrics,
            Duration unsureFor,
            int maxPerRound) {
        this.stores = stores;
        this.rules = rules;
        this.clock = clock;
        this.behind = behind;
        this.publisher = publisher;
        this.tallies = tallies;
        this.metrics = metrics;
        this.unsureFor = unsureFor;
        this.round = new DueRound(stores.deadlines(), DeadlineKind.LIFECYCLE, maxPerRound);
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
        @Nullable SessionRow row = stores.sessions().get(Bytes.wrap(hash));
        if (row == null) {
            drop(deadline);
            return;
        }
        TrackedSession session = SessionRows.fromRow(row);
        if (session.deadlineMs(rules) > nowMs) {
            if (isSurelyTold(deadline, hash, session, wallMs)) {
                drop(deadline);
                stores.lookAt(hash, session.deadlineMs(rules));
            }
        } else if (!session.lifecycle().closed()) {
            drop(deadline);
            close(hash, session, wallMs);
        } else if (!stores.isSummaryDue(hash)) {
            drop(deadline);
            stores.forget(hash);
            tallies.forget(hash, session);
            metrics.sessionForgotten();
        }
    }

    private void drop(Bytes deadline) {
        toldMs.remove(deadline);
        stores.deadlines().delete(deadline);
    }

    private void close(byte[] hash, TrackedSession session, long wallMs) {
        TrackedSession closed = session.with(session.lifecycle().close());
        tell(hash, closed, wallMs);
        stores.sessions().put(Bytes.wrap(hash), SessionRows.toRow(closed));
        stores.lookAt(hash, unsureFor.isZero() ? closed.deadlineMs(rules) : closed.closedMs(rules));
        metrics.sessionClosed(reasonOf(closed));
    }

    private void tell(byte[] hash, TrackedSession closed, long wallMs) {
        @Nullable TimeSpan span = closed.state().span();
        if (span != null) { // of a session of unreadable segments alone nobody was told that it began
            publisher.ended(closed, span, reasonOf(closed), closed.closedMs(rules));
        }
        stores.askForSummary(hash);
        if (!unsureFor.isZero()) {
            toldMs.put(Bytes.wrap(StoreKeys.deadline(DeadlineKind.LIFECYCLE, closed.closedMs(rules), hash)), wallMs);
        }
    }

    /** Whether the deadline is not that of a close which may be lost; one that nobody here has told is told again. */
    private boolean isSurelyTold(Bytes deadline, byte[] hash, TrackedSession session, long wallMs) {
        boolean isOfClose = session.lifecycle().closed()
                && StoreKeys.timeOf(deadline.get()) == session.closedMs(rules)
                && !unsureFor.isZero();
        if (!isOfClose) {
            return true;
        }
        @Nullable Long tellingMs = toldMs.get(deadline);
        if (tellingMs == null) {
            tell(hash, session, wallMs);
            return false;
        }
        return wallMs - tellingMs >= unsureFor.toMillis();
    }

    private static EndReason reasonOf(TrackedSession session) {
        return session.state().ended() ? EndReason.EXPLICIT : EndReason.INACTIVE;
    }
}
