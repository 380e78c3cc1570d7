// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.processor.row.EntryKeyRow;
import dev.playhead.processor.row.MemberRow;
import dev.playhead.processor.session.EntryKey;
import dev.playhead.processor.session.Member;
import dev.playhead.processor.session.MemberId;
import dev.playhead.processor.session.Rank;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
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
                toRows(member.put()),
                toRows(member.withdrawn()));
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
                fromRows(row.getWithdrawn()));
    }

    private static List<EntryKeyRow> toRows(Collection<EntryKey> keys) {
        return keys.stream()
                .map(key -> new EntryKeyRow(key.kind().name(), key.atMs(), key.id()))
                .toList();
    }

    private static SortedSet<EntryKey> fromRows(List<EntryKeyRow> rows) {
        SortedSet<EntryKey> keys = new TreeSet<>();
        rows.forEach(row -> keys.add(new EntryKey(MarkerKind.valueOf(row.getKind()), row.getAtMs(), row.getId())));
        return keys;
    }
}
