// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.processor.session.IndexRanges.Border;
import dev.playhead.processor.session.IndexRanges.Range;
import dev.playhead.testkit.Property;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class IndexRangesTest {

    private static final Comparator<Segment> STRENGTH =
            Comparator.comparing(Segment::rank).thenComparingLong(Segment::startMs);

    @Test
    void mergingIsAJoin() {
        Laws.assertJoin(
                random -> merged(Laws.draw(random.nextInt(6), random, IndexRangesTest::segment)), IndexRanges::merge);
    }

    @Test
    void theSmallRowSaysWhatAFullListWould() {
        Property.forAll(
                2_000,
                random -> Laws.draw(random.nextInt(20), random, IndexRangesTest::segment),
                segments -> assertThat(merged(segments)).isEqualTo(oracle(segments)));
    }

    @Test
    void neighboursBecomeOneRangeAndAHoleKeepsThemApart() {
        IndexRanges ranges = merged(List.of(new Segment(0, 10, 1), new Segment(2, 30, 1), new Segment(1, 20, 1)));
        assertThat(ranges.ranges()).hasSize(1);
        assertThat(ranges.merge(new Segment(4, 50, 1).ranges()).ranges()).hasSize(2);
        assertThat(ranges.size()).isEqualTo(3);
    }

    @Test
    void theWinningVariantBoundsAHoleInEitherOrder() {
        IndexRanges weak = new Segment(3, 100, 1).ranges();
        IndexRanges strong = new Segment(3, 200, 2).ranges();
        assertThat(weak.merge(strong)).isEqualTo(strong).isEqualTo(strong.merge(weak));
    }

    @Test
    void theHighestIndexThereIsDoesNotOverflow() {
        IndexRanges last = new Segment(Integer.MAX_VALUE, 1, 1).ranges();
        assertThat(last.merge(new Segment(0, 1, 1).ranges()).ranges()).hasSize(2);
        assertThat(last.merge(new Segment(Integer.MAX_VALUE - 1, 1, 1).ranges()).size())
                .isEqualTo(2);
    }

    private record Segment(int index, long startMs, long records) {

        Rank rank() {
            return new Rank(records, 0);
        }

        long endMs() {
            return startMs + 5;
        }

        IndexRanges ranges() {
            return IndexRanges.of(index, "v", startMs, endMs(), rank());
        }
    }

    private static Segment segment(RandomGenerator random) {
        return new Segment(random.nextInt(15), random.nextInt(3), random.nextInt(3));
    }

    private static IndexRanges merged(List<Segment> segments) {
        return segments.stream().map(Segment::ranges).reduce(IndexRanges.NONE, IndexRanges::merge);
    }

    /** Keeps the strongest variant of every index, and draws the ranges from that. */
    private static IndexRanges oracle(List<Segment> segments) {
        TreeMap<Integer, Segment> winners = new TreeMap<>();
        segments.forEach(segment -> winners.merge(segment.index(), segment, BinaryOperator.maxBy(STRENGTH)));
        List<Range> ranges = new ArrayList<>();
        for (Entry<Integer, Segment> winner : winners.entrySet()) {
            int index = winner.getKey();
            Segment segment = winner.getValue();
            Border first = new Border(index, segment.startMs(), "v", segment.rank());
            Border last = new Border(index, segment.endMs(), "v", segment.rank());
            if (!ranges.isEmpty() && ranges.getLast().last().index() == index - 1) {
                ranges.add(new Range(ranges.removeLast().first(), last));
            } else {
                ranges.add(new Range(first, last));
            }
        }
        return new IndexRanges(ranges);
    }
}
