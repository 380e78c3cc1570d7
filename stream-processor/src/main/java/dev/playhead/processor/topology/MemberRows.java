// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.formats.facts.SegmentFacts.Spot;
import dev.playhead.processor.marker.EntryKey;
import dev.playhead.processor.row.EntryKeyRow;
import dev.playhead.processor.row.MemberRow;
import dev.playhead.processor.session.Member;
import dev.playhead.processor.session.MemberId;
import dev.playhead.processor.session.Rank;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@link Member} to and from its row. */
final class MemberRows {

    private MemberRows() {}

    static MemberRow toRow(Member member) {
        return new MemberRow(
                member.kind().name(),
                member.rank().major(),
                member.rank().minor(),
                member.view(),
                member.atMs(),
                member.bytes(),
                member.firstReceivedMs(),
                toRows(member.put(), member.spots()),
                toRows(member.withdrawn(), Map.of()),
                member.contested());
    }

    static Member fromRow(MemberRow row) {
        return new Member(
                MemberId.Kind.valueOf(row.getKind()),
                new Rank(row.getMajor(), row.getMinor()),
                row.getView(),
                row.getAtMs(),
                row.getBytes(),
                row.getFirstReceivedMs(),
                fromRows(row.getPut()),
                spotsOf(row.getPut()),
                fromRows(row.getWithdrawn()),
                row.getContested());
    }

    private static List<EntryKeyRow> toRows(Collection<EntryKey> keys, Map<EntryKey, Spot> spots) {
        return keys.stream()
                .map(key -> new EntryKeyRow(key.kind().name(), key.atMs(), key.id(), SpotRows.toRow(spots.get(key))))
                .toList();
    }

    private static SortedSet<EntryKey> fromRows(List<EntryKeyRow> rows) {
        SortedSet<EntryKey> keys = new TreeSet<>();
        rows.forEach(row -> keys.add(keyOf(row)));
        return keys;
    }

    private static SortedMap<EntryKey, Spot> spotsOf(List<EntryKeyRow> rows) {
        SortedMap<EntryKey, Spot> spots = new TreeMap<>();
        for (EntryKeyRow row : rows) {
            Spot spot = SpotRows.fromRow(row.getSpot());
            if (spot != null) {
                spots.put(keyOf(row), spot);
            }
        }
        return spots;
    }

    /** A key alone, of which no spot is known. */
    static EntryKeyRow toRow(EntryKey key) {
        return new EntryKeyRow(key.kind().name(), key.atMs(), key.id(), null);
    }

    static EntryKey keyOf(EntryKeyRow row) {
        return new EntryKey(MarkerKind.valueOf(row.getKind()), row.getAtMs(), row.getId());
    }
}
