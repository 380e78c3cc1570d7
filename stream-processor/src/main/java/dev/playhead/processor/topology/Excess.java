// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.processor.marker.EntryKey;
import dev.playhead.processor.marker.MarkerRules;
import dev.playhead.processor.row.MemberRow;
import dev.playhead.processor.session.Cuts;
import dev.playhead.processor.session.Member;
import dev.playhead.processor.session.SessionCut;
import dev.playhead.processor.session.SessionLimits;
import dev.playhead.processor.session.SessionState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** What a session has more of than is kept: it is forgotten here and withdrawn from readers. */
final class Excess {
    private final SessionStores stores;
    private final SessionLimits limits;
    private final Publisher publisher;
    private final ProcessorMetrics metrics;

    Excess(SessionStores stores, SessionLimits limits, Publisher publisher, ProcessorMetrics metrics) {
        this.stores = stores;
        this.limits = limits;
        this.publisher = publisher;
        this.metrics = metrics;
    }

    /** Cuts the members to what is kept. */
    TrackedSession cut(byte[] hash, TrackedSession session) {
        Map<Bytes, Member> members = members(hash);
        TrackedSession cut = session.with(Cuts.of(members.values(), limits));
        members.forEach((key, member) -> {
            Member kept = member.within(cut.cuts());
            if (member.isCutAway(cut.cuts())) {
                stores.members().delete(key);
            } else if (!kept.equals(member)) {
                stores.members().put(key, MemberRows.toRow(kept));
            }
            withdraw(member, cut, session.received().lastMs());
        });
        stores.sessions().put(Bytes.wrap(hash), SessionRows.toRow(cut));
        return cut;
    }

    /**
     * Withdraws those markers of a member that are cut off, with what was computed from them. Its references are not
     * withdrawn: readers learn from the summary where the session is cut.
     */
    void withdraw(Member member, TrackedSession session, long timestampMs) {
        Cuts cuts = session.cuts();
        SortedSet<EntryKey> kept = member.within(cuts).keys();
        for (EntryKey key : member.keys()) {
            if (!kept.contains(key)) {
                publisher.delete(key, session, timestampMs);
                if (key.kind() == MarkerKind.CLICK) {
                    MarkerRules.everyFrustration(key)
                            .forEach(frustration -> publisher.delete(frustration, session, timestampMs));
                }
                metrics.dropped(cuts.against(key), 1);
            }
        }
        if (cuts.session() != null && member.isBehind(cuts)) {
            metrics.dropped(cuts.session().limit(), 1);
        }
    }

    /** Counts the views that a record names and the session does not keep. */
    void countViews(SessionState record, TrackedSession session) {
        @Nullable SessionCut cut = session.cuts().session();
        if (cut != null) {
            Set<String> cutOff = new HashSet<>(record.views().keySet());
            cutOff.removeAll(session.state().views().keySet());
            metrics.dropped(cut.limit(), cutOff.size());
        }
    }

    private Map<Bytes, Member> members(byte[] hash) {
        Map<Bytes, Member> members = new HashMap<>();
        try (KeyValueIterator<Bytes, MemberRow> rows = stores.membersOf(hash)) {
            rows.forEachRemaining(row -> members.put(row.key, MemberRows.fromRow(row.value)));
        }
        return members;
    }
}
