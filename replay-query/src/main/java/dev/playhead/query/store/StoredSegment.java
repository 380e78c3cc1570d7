// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import dev.playhead.schemas.v1.SegmentRef;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One readable segment, wherever its parts lie.
 *
 * @param parts all of them, in order; they agree on all but place and part number
 */
public record StoredSegment(List<SegmentRef> parts) {

    /** Of two variants of a segment the one with more records wins, then the one with the larger CRC. */
    private static final Comparator<SegmentRef> WINNER = Comparator.comparingInt(SegmentRef::getRecords)
            .thenComparing(SegmentRef::getCrc32c, Integer::compareUnsigned);

    /** By index; those without one by time, then id. */
    public static final Comparator<StoredSegment> IN_LANE = Comparator.comparing(
                    (StoredSegment segment) -> segment.ref().getIndex(),
                    Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparingLong(segment -> segment.ref().getStartMs())
            .thenComparing(segment -> segment.ref().getId());

    public StoredSegment {
        parts = List.copyOf(parts);
    }

    /** What all parts agree on. */
    public SegmentRef ref() {
        return parts.getFirst();
    }

    /** Joins parts to segments; those of which a part is not there are left out. In lane order. */
    static List<StoredSegment> of(Collection<SegmentRef> refs) {
        return refs.stream().collect(Collectors.groupingBy(SegmentRef::getId)).values().stream()
                .map(StoredSegment::winning)
                .filter(StoredSegment::isWhole)
                .sorted(IN_LANE)
                .toList();
    }

    private static StoredSegment winning(List<SegmentRef> variants) {
        SegmentRef winner = variants.stream().max(WINNER).orElseThrow();
        Map<Integer, SegmentRef> parts = new TreeMap<>();
        variants.stream().filter(ref -> WINNER.compare(ref, winner) == 0).forEach(ref -> parts.put(ref.getPart(), ref));
        return new StoredSegment(List.copyOf(parts.values()));
    }

    private boolean isWhole() {
        return parts.size() == ref().getParts();
    }
}
