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
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@link Member} to and from its row. */
final class MemberRows {

    private MemberRows() {}

    static MemberRow toRow(Member member) {
        String prefix = commonPrefix(member.keys());
        return new MemberRow(
                member.kind().name(),
                member.rank().major(),
                member.rank().minor(),
                member.view(),
                nameOf(member),
                member.atMs(),
                member.bytes(),
                member.mostBytes(),
                member.firstReceivedMs(),
                prefix,
                toRows(prefix, member.put(), member.spots()),
                toRows(prefix, member.withdrawn(), Map.of()),
                member.contested());
    }

    static Member fromRow(MemberRow row) {
        return new Member(
                MemberId.Kind.valueOf(row.getKind()),
                new Rank(row.getMajor(), row.getMinor()),
                row.getView(),
                row.getName() == null ? null : row.getView() + ':' + row.getName(),
                row.getAtMs(),
                row.getBytes(),
                row.getMostBytes(),
                row.getFirstReceivedMs(),
                fromRows(row.getIdPrefix(), row.getPut()),
                spotsOf(row.getIdPrefix(), row.getPut()),
                fromRows(row.getIdPrefix(), row.getWithdrawn()),
                row.getContested());
    }

    /** A segment's id without its view, which the row has already. */
    private static @Nullable String nameOf(Member member) {
        String segment = member.segment();
        return segment == null
                ? null
                : segment.substring(Objects.requireNonNull(member.view()).length() + 1);
    }

    /** A key alone, of which no spot is known. */
    static EntryKeyRow toRow(EntryKey key) {
        return new EntryKeyRow(key.kind().name(), key.atMs(), key.id(), null);
    }

    static EntryKey keyOf(EntryKeyRow row) {
        return keyOf("", row);
    }

    /** Ids of one segment's entries differ at their ends only, and there may be thousands. */
    private static String commonPrefix(Collection<EntryKey> keys) {
        return keys.stream().map(EntryKey::id).reduce(MemberRows::commonPrefix).orElse("");
    }

    private static String commonPrefix(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length()) && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return one.substring(0, length);
    }

    private static List<EntryKeyRow> toRows(String prefix, Collection<EntryKey> keys, Map<EntryKey, Spot> spots) {
        return keys.stream()
                .map(key -> new EntryKeyRow(
                        key.kind().name(),
                        key.atMs(),
                        key.id().substring(prefix.length()),
                        SpotRows.toRow(spots.get(key))))
                .toList();
    }

    private static SortedSet<EntryKey> fromRows(String prefix, List<EntryKeyRow> rows) {
        SortedSet<EntryKey> keys = new TreeSet<>();
        rows.forEach(row -> keys.add(keyOf(prefix, row)));
        return keys;
    }

    private static SortedMap<EntryKey, Spot> spotsOf(String prefix, List<EntryKeyRow> rows) {
        SortedMap<EntryKey, Spot> spots = new TreeMap<>();
        for (EntryKeyRow row : rows) {
            Spot spot = SpotRows.fromRow(row.getSpot());
            if (spot != null) {
                spots.put(keyOf(prefix, row), spot);
            }
        }
        return spots;
    }

    private static EntryKey keyOf(String prefix, EntryKeyRow row) {
        return new EntryKey(MarkerKind.valueOf(row.getKind()), row.getAtMs(), prefix + row.getId());
    }
}
