// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import dev.playhead.formats.facts.SegmentFacts.Spot;
import dev.playhead.processor.marker.Entry;
import dev.playhead.processor.marker.EntryKey;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One version of a member of a session (a segment, a RUM item, a view's document), as a record brought it.
 *
 * @param view null where the event names none
 * @param bytes stored size of a segment; 0 for others
 * @param entries what it puts into the timeline if it wins
 */
public record Variant(MemberId id, Rank rank, @Nullable String view, long atMs, long bytes, List<Entry> entries) {

    public Variant {
        entries = List.copyOf(entries);
    }

    SortedSet<EntryKey> keys() {
        SortedSet<EntryKey> keys = new TreeSet<>();
        entries.forEach(entry -> keys.add(entry.key()));
        return keys;
    }

    /** What its clicks hit, as far as frustrations are to be computed from them. */
    SortedMap<EntryKey, Spot> spots() {
        SortedMap<EntryKey, Spot> spots = new TreeMap<>();
        for (Entry entry : entries) {
            Spot spot = entry.spot();
            if (spot != null) {
                spots.put(entry.key(), spot);
            }
        }
        return spots;
    }
}
