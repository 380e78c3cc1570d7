// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.RecordingFormat;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.formats.body.Decoded;
import dev.playhead.formats.body.Decoded.Facts;
import dev.playhead.formats.body.Decoded.Rejected;
import dev.playhead.formats.facts.RumFacts;
import dev.playhead.formats.facts.SegmentFacts;
import dev.playhead.processor.lifecycle.Lifecycle;
import dev.playhead.processor.marker.Entry;
import dev.playhead.processor.marker.EntryKey;
import dev.playhead.processor.session.Contribution;
import dev.playhead.processor.session.Cuts;
import dev.playhead.processor.session.Member;
import dev.playhead.processor.session.MemberId;
import dev.playhead.processor.session.ReceiptTimes;
import dev.playhead.processor.session.RumReduction;
import dev.playhead.processor.session.SessionLimits;
import dev.playhead.processor.session.SessionState;
import dev.playhead.processor.session.SessionTotals;
import dev.playhead.processor.session.Variant;
import dev.playhead.processor.topology.RecordedTraffic.Received;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.RumBatch;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SessionSummary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** A session as the pure merge makes it of decoded records: no store, no topic and no clock. */
final class MergedSession {

    /** Whose these are: nothing else depends on it. */
    static final SessionKey SOME = new SessionKey("app", "session");

    private static final long AT_ONCE_MS = 0;

    private final Map<MemberId, Member> members = new HashMap<>();
    private final Map<MemberId, List<Entry>> entries = new HashMap<>();
    private SessionState state = SessionState.EMPTY;

    private MergedSession() {}

    /**
     * All that a reader may hold of a session; the same bytes where it is equal, since that is how these are written.
     *
     * @param members what decides about records still to come
     */
    record Content(SessionSummary summary, SortedMap<EntryKey, Entry> timeline, Map<MemberId, Member> members) {}

    static Content of(List<Contribution> contributions) {
        MergedSession session = new MergedSession();
        contributions.forEach(session::add);
        return session.content();
    }

    /** What a record says about its session; it has to be readable. */
    static Contribution decoded(Received received) {
        return switch (received.value()) {
            case Segment segment -> {
                PartSet alone = PartSet.NONE.with(
                        0, new Place(0, 0, segment.getBody().remaining()), Origin.of(segment), AT_ONCE_MS);
                Decoded<SegmentFacts> outcome =
                        new SegmentReader(BodyLimits.DEFAULT).read(segment, StoredBody.bytes(segment.getBody()));
                yield new WholeSegment(SOME, segment, alone, outcome)
                        .read(facts(outcome))
                        .contribution();
            }
            case RumBatch batch -> {
                Decoded<RumFacts> outcome = RecordingFormat.named(
                                batch.getFormat().name())
                        .orElseThrow()
                        .rum(StoredBody.of(batch.getBody(), batch.getEncoding(), BodyLimits.DEFAULT));
                yield RumReduction.of(facts(outcome).events(), StoredBody.observed(batch.getClient()));
            }
            default -> throw new IllegalArgumentException("of no raw topic");
        };
    }

    private static <T> T facts(Decoded<T> outcome) {
        return switch (outcome) {
            case Facts(T facts) -> facts;
            case Rejected<T> rejected -> throw new IllegalArgumentException(rejected.toString());
        };
    }

    private void add(Contribution contribution) {
        state = state.merge(contribution.state());
        for (Variant variant : contribution.variants()) {
            Member.Admission admission = Member.admit(members.get(variant.id()), variant, AT_ONCE_MS);
            members.put(variant.id(), admission.member());
            if (admission.wins()) {
                entries.put(variant.id(), variant.entries());
            }
        }
    }

    private Content content() {
        SessionTotals totals = SessionTotals.of(
                state, Cuts.NONE, SessionLimits.DEFAULT, members.values().iterator());
        NavigableMap<EntryKey, Entry> timeline = new TreeMap<>();
        entries.values().forEach(put -> put.forEach(entry -> timeline.put(entry.key(), entry)));
        totals.deleted().forEach(timeline::remove);
        totals.computed().forEach(computed -> timeline.put(computed.entry().key(), computed.entry()));
        TrackedSession tracked = new TrackedSession(
                SOME,
                ReceiptTimes.first(AT_ONCE_MS, AT_ONCE_MS, state.views().keySet()),
                Lifecycle.OPENED,
                state,
                Cuts.NONE);
        SessionSummary summary = Summaries.of(tracked, Objects.requireNonNull(state.span()), AT_ONCE_MS, totals);
        return new Content(summary, timeline, members);
    }
}
