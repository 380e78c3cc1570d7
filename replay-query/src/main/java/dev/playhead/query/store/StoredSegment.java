// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import dev.playhead.schemas.v1.SegmentRef;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
            .thenComparing(SegmentRef::getCrc32c, Integer::compareUnsigned)
            .thenComparingInt(SegmentRef::getParts); // the same bytes, cut in two ways: either will do

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

    /**
     * Joins parts to segments; those of which a part is not there are left out. In lane order.
     *
     * <p>A part's row is replaced by the same part of a later variant, and rows past the later variant's last part
     * stay: only rows of one variant, cut in one way, belong together.
     */
    static List<StoredSegment> of(Collection<SegmentRef> refs) {
        return refs.stream().collect(Collectors.groupingBy(SegmentRef::getId)).values().stream()
                .flatMap(variants -> winning(variants).stream())
                .sorted(IN_LANE)
                .toList();
    }

    private record Cut(int records, int crc, int parts) {

        static Cut of(SegmentRef ref) {
            return new Cut(ref.getRecords(), ref.getCrc32c(), ref.getParts());
        }
    }

    private static Optional<StoredSegment> winning(List<SegmentRef> variants) {
        return variants.stream().collect(Collectors.groupingBy(Cut::of)).values().stream()
                .map(StoredSegment::joined)
                .filter(StoredSegment::isWhole)
                .max(Comparator.comparing(StoredSegment::ref, WINNER));
    }

    private static StoredSegment joined(List<SegmentRef> rows) {
        Map<Integer, SegmentRef> parts = new TreeMap<>();
        rows.forEach(ref -> parts.put(ref.getPart(), ref));
        return new StoredSegment(List.copyOf(parts.values()));
    }

    private boolean isWhole() {
        return parts.size() == ref().getParts();
    }

    /** When the first full snapshot inside was taken; empty where there is none. */
    public OptionalLong firstFullSnapshotMs() {
        return ref().getFullSnapshotsMs().stream().mapToLong(Long::longValue).findFirst();
    }

    /** Whether a full snapshot is inside. */
    public boolean hasFullSnapshot() {
        return !ref().getFullSnapshotsMs().isEmpty();
    }
}
