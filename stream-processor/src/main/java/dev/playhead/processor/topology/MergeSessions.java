// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.processor.row.MemberRow;
import dev.playhead.processor.row.SessionRow;
import dev.playhead.processor.session.EntryKey;
import dev.playhead.processor.session.Member;
import dev.playhead.processor.session.MemberId;
import dev.playhead.processor.session.Variant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Joins each record into its session, and publishes at once what concerns the record alone: references and timeline
 * entries. What concerns the whole session is noted as due, and published by {@link DueSummaries}.
 *
 * <p>Nothing is skipped because it was seen before: an output that was lost on the way is mended by the next duplicate.
 */
final class MergeSessions implements Processor<String, Arrival, String, SpecificRecord> {

    private static final long AT_ONCE = 0;
    private static final byte[] NOTHING = new byte[0];

    private final SummarySchedule schedule;
    private final ProcessorMetrics metrics;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    private KeyValueStore<Bytes, SessionRow> sessions;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<Bytes, MemberRow> members;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<Bytes, byte[]> deadlines;

    @SuppressWarnings("NullAway.Init")
    private Publisher publisher;

    MergeSessions(SummarySchedule schedule, ProcessorMetrics metrics) {
        this.schedule = schedule;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        sessions = context.getStateStore(SessionTopology.SESSION_STATE);
        members = context.getStateStore(SessionTopology.SESSION_MEMBERS);
        deadlines = context.getStateStore(SessionTopology.SESSION_DEADLINES);
        PartStore parts = new PartStore(context.getStateStore(SessionTopology.SEGMENT_PARTS));
        publisher = new Publisher(context);
        context.schedule(
                schedule.interval(),
                PunctuationType.WALL_CLOCK_TIME,
                new DueSummaries(sessions, members, deadlines, parts, publisher, metrics, schedule.maxPerRound()));
    }

    @Override
    public void process(Record<String, Arrival> record) {
        Arrival arrival = record.value();
        byte[] hash = arrival.session().hash();
        TrackedSession session = merge(hash, arrival.alone());
        for (Variant variant : arrival.contribution().variants()) {
            Member.Admission admission = admit(hash, variant, arrival.receivedMs());
            publish(variant, admission, session, arrival, record.timestamp());
        }
        deadlines.putIfAbsent(Bytes.wrap(StoreKeys.deadline(AT_ONCE, hash, DeadlineKind.SUMMARY)), NOTHING);
    }

    private TrackedSession merge(byte[] hash, TrackedSession next) {
        Bytes key = Bytes.wrap(hash);
        @Nullable SessionRow known = sessions.get(key);
        TrackedSession merged =
                known == null ? next : SessionRows.fromRow(known).merge(next);
        SessionRow row = SessionRows.toRow(merged);
        if (!row.equals(known)) {
            sessions.put(key, row);
        }
        return merged;
    }

    private Member.Admission admit(byte[] hash, Variant variant, long receivedMs) {
        Bytes key = Bytes.wrap(StoreKeys.member(hash, variant.id()));
        @Nullable MemberRow known = members.get(key);
        Member.Admission admission =
                Member.admit(known == null ? null : MemberRows.fromRow(known), variant, receivedMs);
        MemberRow row = MemberRows.toRow(admission.member());
        if (!row.equals(known)) {
            members.put(key, row);
        }
        return admission;
    }

    private void publish(
            Variant variant, Member.Admission admission, TrackedSession session, Arrival arrival, long timestampMs) {
        Member member = admission.member();
        for (EntryKey withdrawn : member.withdrawn()) {
            publisher.delete(withdrawn, session, timestampMs);
        }
        if (!admission.wins()) {
            return;
        }
        variant.entries().forEach(entry -> publisher.put(entry, member.firstReceivedMs(), session, timestampMs));
        PlacedSegment segment = arrival.segment();
        if (segment != null && variant.id().kind() == MemberId.Kind.SEGMENT) {
            segment.refs(session.received().anchorMs(), member.firstReceivedMs())
                    .forEach(ref -> publisher.ref(ref, session, timestampMs));
        }
    }
}
