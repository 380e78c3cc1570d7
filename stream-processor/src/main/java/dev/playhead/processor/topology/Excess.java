// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.processor.marker.EntryKey;
import dev.playhead.processor.marker.MarkerRules;
import dev.playhead.processor.row.MemberRow;
import dev.playhead.processor.session.Cuts;
import dev.playhead.processor.session.Member;
import dev.playhead.processor.session.SessionLimit;
import dev.playhead.processor.session.SessionLimits;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;

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
        List<EntryKey> keys = members.values().stream()
                .flatMap(member -> member.keys().stream())
                .toList();
        TrackedSession cut = session.with(Cuts.of(keys, limits));
        members.forEach((key, member) -> {
            Member kept = member.within(cut.cuts());
            if (kept.isCutAway()) {
                stores.members().delete(key);
            } else if (!kept.equals(member)) {
                stores.members().put(key, MemberRows.toRow(kept));
            }
        });
        stores.sessions().put(Bytes.wrap(hash), SessionRows.toRow(cut));
        withdraw(keys, cut, session.received().lastMs());
        return cut;
    }

    /** Withdraws those of some markers that are cut off, with what was computed from them. */
    void withdraw(Collection<EntryKey> keys, TrackedSession session, long timestampMs) {
        List<EntryKey> excess =
                keys.stream().filter(key -> !session.cuts().keeps(key)).toList();
        for (EntryKey key : excess) {
            publisher.delete(key, session, timestampMs);
            if (key.kind() == MarkerKind.CLICK) {
                MarkerRules.everyFrustration(key)
                        .forEach(frustration -> publisher.delete(frustration, session, timestampMs));
            }
        }
        metrics.dropped(SessionLimit.MARKERS, excess.size());
    }

    private Map<Bytes, Member> members(byte[] hash) {
        Map<Bytes, Member> members = new HashMap<>();
        try (KeyValueIterator<Bytes, MemberRow> rows = stores.membersOf(hash)) {
            rows.forEachRemaining(row -> members.put(row.key, MemberRows.fromRow(row.value)));
        }
        return members;
    }
}
