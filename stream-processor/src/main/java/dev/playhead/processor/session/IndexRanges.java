// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * The readable segments of one sequence, as the fewest ranges that lose no hole, with the times that bound each hole.
 *
 * <p>A range only ever grows, and what is inside it never becomes its border again. So it is enough to know the winning
 * variant at each border, and the size follows the holes, not the segments.
 *
 * @param ranges sorted, with at least one index missing between neighbours
 */
public record IndexRanges(List<Range> ranges) {

    public static final IndexRanges NONE = new IndexRanges(List.of());

    /**
     * One side of a range.
     *
     * @param atMs start of the segment for the first side, its end for the last
     * @param view the segment's view
     * @param rank of the variant that this is from
     */
    public record Border(int index, long atMs, String view, Rank rank) {

        private static final Comparator<Border> STRENGTH = Comparator.comparing(Border::rank)
                .thenComparingLong(Border::atMs)
                .thenComparing(Border::view);
    }

    /** Consecutive segments, both borders inclusive. */
    public record Range(Border first, Border last) {

        private static final BinaryOperator<Border> FIRST = BinaryOperator.maxBy(
                Comparator.comparingInt(Border::index).reversed().thenComparing(Border.STRENGTH));
        private static final BinaryOperator<Border> LAST =
                BinaryOperator.maxBy(Comparator.comparingInt(Border::index).thenComparing(Border.STRENGTH));

        public long size() {
            return 1L + last.index() - first.index();
        }

        private boolean reaches(Range next, int holes) {
            return next.first.index() - 1L - holes <= last.index();
        }

        private Range join(Range other) {
            return new Range(FIRST.apply(first, other.first), LAST.apply(last, other.last));
        }
    }

    private static final Comparator<Range> ORDER = Comparator.comparingInt(
                    (Range range) -> range.first().index())
            .thenComparingInt(range -> range.last().index());

    public IndexRanges {
        ranges = List.copyOf(ranges);
    }

    /** One segment. */
    public static IndexRanges of(int index, String view, long startMs, long endMs, Rank rank) {
        return new IndexRanges(
                List.of(new Range(new Border(index, startMs, view, rank), new Border(index, endMs, view, rank))));
    }

    public IndexRanges merge(IndexRanges other) {
        return joined(Stream.concat(ranges.stream(), other.ranges.stream()), 0);
    }

    /** As if holes of so many segments were none. */
    IndexRanges tolerating(int holes) {
        return joined(ranges.stream(), holes);
    }

    private static IndexRanges joined(Stream<Range> ranges, int holes) {
        List<Range> joined = new ArrayList<>();
        ranges.sorted(ORDER).forEachOrdered(next -> {
            if (!joined.isEmpty() && joined.getLast().reaches(next, holes)) {
                joined.add(joined.removeLast().join(next));
            } else {
                joined.add(next);
            }
        });
        return new IndexRanges(joined);
    }

    /** How many segments there are. */
    public long size() {
        return ranges.stream().mapToLong(Range::size).sum();
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }
}
