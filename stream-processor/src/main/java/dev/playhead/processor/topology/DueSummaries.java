// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.processor.marker.EntryKey;
import dev.playhead.processor.row.SessionRow;
import dev.playhead.processor.session.ReceiptTimes;
import dev.playhead.processor.session.SessionLimits;
import dev.playhead.processor.session.SessionTotals;
import dev.playhead.processor.session.SessionTotals.Computed;
import dev.playhead.timeline.TimeSpan;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Punctuator;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the summaries of the sessions that changed since the last round. What is due is in a store, committed with
 * the change itself, so that a crash between the two cannot lose a summary.
 */
final class DueSummaries implements Punctuator {

    private final SessionStores stores;
    private final SessionLimits limits;
    private final Excess excess;
    private final Publisher publisher;
    private final ProcessorMetrics metrics;
    private final DueRound round;
    private final ToldMarkers told;
    private final Tallies tallies;

    DueSummaries(
            SessionStores stores,
            SessionLimits limits,
            Excess excess,
            Publisher publisher,
            ToldMarkers told,
            Tallies tallies,
            ProcessorMetrics metrics,
            int maxPerRound) {
        this.stores = stores;
        this.limits = limits;
        this.excess = excess;
        this.publisher = publisher;
        this.told = told;
        this.tallies = tallies;
        this.metrics = metrics;
        this.round = new DueRound(stores.deadlines(), DeadlineKind.SUMMARY, maxPerRound);
    }

    @Override
    public void punctuate(long nowMs) {
        for (byte[] deadline : round.next(nowMs)) {
            publish(StoreKeys.sessionOf(deadline));
            stores.deadlines().delete(Bytes.wrap(deadline));
        }
    }

    private void publish(byte[] hash) {
        @Nullable SessionRow row = stores.sessions().get(Bytes.wrap(hash));
        if (row == null) {
            return; // at least once, a crash can keep the one and lose the other; its record comes again
        }
        TrackedSession session = SessionRows.fromRow(row);
        TimeSpan span = session.state().span();
        Long skewMs = session.received().skewMs();
        if (span == null || skewMs == null) {
            return; // only unreadable segments so far: nothing says when the session was
        }
        SessionTotals totals = tallies.of(hash, session).totals(session.state(), limits);
        if (totals.excessive()) {
            session = excess.cut(hash, session);
            tallies.forget(hash, session);
            totals = tallies.of(hash, session).totals(session.state(), limits);
        }
        publishMarkers(hash, session, totals);
        publisher.summary(Summaries.of(session, span, skewMs, totals), session);
        metrics.summaryEmitted();
    }

    private void publishMarkers(byte[] hash, TrackedSession session, SessionTotals totals) {
        ReceiptTimes received = session.received();
        for (EntryKey deleted : totals.deleted()) {
            if (told.isNews(hash, received.anchorMs(), deleted, false)) {
                publisher.delete(deleted, session, received.lastMs());
            }
        }
        for (Computed computed : totals.computed()) {
            if (told.isNews(hash, received.anchorMs(), computed.entry().key(), true)) {
                publisher.put(computed.entry(), computed.firstReceivedMs(), session, received.lastMs());
            }
        }
    }
}
