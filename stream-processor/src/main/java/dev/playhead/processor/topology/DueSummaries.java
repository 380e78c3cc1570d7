// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.processor.row.MemberRow;
import dev.playhead.processor.row.SessionRow;
import dev.playhead.processor.session.EntryKey;
import dev.playhead.processor.session.Member;
import dev.playhead.processor.session.SessionTotals;
import dev.playhead.timeline.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the summaries of the sessions that changed since the last round, and drops the parts of segments that have
 * waited in vain. What is due is in a store, committed with the change itself, so that a crash between the two cannot
 * lose a summary.
 */
final class DueSummaries implements Punctuator {

    private static final Bytes FIRST = Bytes.wrap(StoreKeys.firstDeadline());

    private final KeyValueStore<Bytes, SessionRow> sessions;
    private final KeyValueStore<Bytes, MemberRow> members;
    private final KeyValueStore<Bytes, byte[]> deadlines;
    private final PartStore parts;
    private final Publisher publisher;
    private final ProcessorMetrics metrics;
    private final int maxPerRound;

    private Bytes from = FIRST;

    DueSummaries(
            KeyValueStore<Bytes, SessionRow> sessions,
            KeyValueStore<Bytes, MemberRow> members,
            KeyValueStore<Bytes, byte[]> deadlines,
            PartStore parts,
            Publisher publisher,
            ProcessorMetrics metrics,
            int maxPerRound) {
        this.sessions = sessions;
        this.members = members;
        this.deadlines = deadlines;
        this.parts = parts;
        this.publisher = publisher;
        this.metrics = metrics;
        this.maxPerRound = maxPerRound;
    }

    @Override
    public void punctuate(long nowMs) {
        List<Bytes> due = due(nowMs);
        for (Bytes deadline : due) {
            switch (StoreKeys.kindOf(deadline.get())) {
                case SUMMARY -> publish(StoreKeys.sessionOf(deadline.get()));
                case SEGMENT_PARTS -> parts.giveUp(StoreKeys.partsOf(deadline.get()));
            }
            deadlines.delete(deadline);
        }
        from = due.size() < maxPerRound ? FIRST : due.getLast();
    }

    private List<Bytes> due(long nowMs) {
        List<Bytes> due = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries =
                deadlines.range(from, Bytes.wrap(StoreKeys.deadlinesUntil(nowMs)))) {
            while (entries.hasNext() && due.size() < maxPerRound) {
                due.add(entries.next().key);
            }
        }
        return due;
    }

    private void publish(byte[] hash) {
        @Nullable SessionRow row = sessions.get(Bytes.wrap(hash));
        if (row == null) {
            throw new IllegalStateException("a summary is due for a session without a row");
        }
        TrackedSession session = SessionRows.fromRow(row);
        TimeSpan span = session.state().span();
        Long skewMs = session.received().skewMs();
        if (span == null || skewMs == null) {
            return; // only unreadable segments so far: nothing says when the session was
        }
        SessionTotals totals = totals(hash, session);
        for (EntryKey superseded : totals.superseded()) {
            publisher.delete(superseded, session, session.received().lastMs());
        }
        publisher.summary(Summaries.of(session, span, skewMs, totals), session);
        metrics.summaryEmitted();
    }

    private SessionTotals totals(byte[] hash, TrackedSession session) {
        try (KeyValueIterator<Bytes, MemberRow> rows =
                members.prefixScan(hash, Serdes.ByteArray().serializer())) {
            Stream<Member> all = StreamSupport.stream(
                            Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED), false)
                    .map(row -> MemberRows.fromRow(row.value));
            return SessionTotals.of(session.state(), all.iterator());
        }
    }
}
