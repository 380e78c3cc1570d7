// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.body.Decoded;
import dev.playhead.formats.facts.SegmentFacts;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one split segment, as far as they came: those of one identity, one checksum and one number of parts.
 *
 * @param places of the latest upload of each part, by part
 * @param origins each that differs, of all parts and their duplicates
 * @param receivedMs smallest receive time of a part, epoch ms of the gateway's clock
 * @param outcome what the segment turned out to hold; null until all of it came and was what was sent
 */
record PartSet(
        SortedMap<Integer, Place> places,
        Set<Origin> origins,
        long receivedMs,
        @Nullable Decoded<SegmentFacts> outcome) {

    static final PartSet NONE = new PartSet(Collections.emptySortedMap(), Set.of(), Long.MAX_VALUE, null);

    PartSet {
        places = Collections.unmodifiableSortedMap(new TreeMap<>(places));
        origins = Collections.unmodifiableSet(new LinkedHashSet<>(origins));
    }

    /** With one more part, or with one of them again. */
    PartSet with(int part, Place place, Origin origin, long partReceivedMs) {
        SortedMap<Integer, Place> nextPlaces = new TreeMap<>(places);
        nextPlaces.put(part, place);
        Set<Origin> nextOrigins = new LinkedHashSet<>(origins);
        nextOrigins.add(origin);
        return new PartSet(nextPlaces, nextOrigins, Math.min(receivedMs, partReceivedMs), outcome);
    }

    PartSet read(Decoded<SegmentFacts> result) {
        return new PartSet(places, origins, receivedMs, result);
    }

    boolean hasAll(int parts) {
        return places.size() == parts;
    }

    /** Size of what came. */
    long bytes() {
        return places.values().stream().mapToLong(Place::bytes).sum();
    }
}
