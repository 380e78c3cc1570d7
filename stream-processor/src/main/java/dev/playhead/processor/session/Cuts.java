// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.processor.marker.EntryKey;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;

/**
 * Where a session is cut that has more markers of a kind than are kept: at the first one too many, in the order of time
 * and id. Of everything that ever came, the {@code k} smallest are kept in whatever order it came: what is behind a cut
 * is behind every later one, since cuts only move forward.
 *
 * @param markers the first key of a kind that is not kept
 */
public record Cuts(SortedMap<MarkerKind, EntryKey> markers) {
    private static final BinaryOperator<EntryKey> EARLIER = BinaryOperator.minBy(Comparator.naturalOrder());

    public static final Cuts NONE = new Cuts(Collections.emptySortedMap());

    public Cuts {
        markers = Collections.unmodifiableSortedMap(new TreeMap<>(markers));
    }

    /** The cuts that some keys alone ask for, whatever else there is; each counts once. */
    public static Cuts of(Collection<EntryKey> keys, SessionLimits limits) {
        Map<MarkerKind, TreeSet<EntryKey>> smallest = new EnumMap<>(MarkerKind.class);
        SortedMap<MarkerKind, EntryKey> cuts = new TreeMap<>();
        for (EntryKey key : keys) {
            TreeSet<EntryKey> ofKind = smallest.computeIfAbsent(key.kind(), kind -> new TreeSet<>());
            ofKind.add(key);
            if (ofKind.size() > limits.markersOfAKind()) {
                cuts.merge(key.kind(), ofKind.removeLast(), EARLIER);
            }
        }
        return new Cuts(cuts);
    }

    public Cuts merge(Cuts other) {
        return new Cuts(Known.join(markers, other.markers, EARLIER));
    }

    /** Whether a marker is kept. */
    public boolean keeps(EntryKey key) {
        EntryKey cut = markers.get(key.kind());
        return cut == null || key.compareTo(cut) < 0;
    }

    public boolean isEmpty() {
        return markers.isEmpty();
    }
}
