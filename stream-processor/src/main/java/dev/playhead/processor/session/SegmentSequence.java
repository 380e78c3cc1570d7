// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import dev.playhead.processor.session.IndexRanges.Border;
import dev.playhead.processor.session.IndexRanges.Range;
import dev.playhead.processor.session.IndexSet.Run;
import dev.playhead.processor.session.MissingSegments.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Segments that are numbered together, from 0: those of a view, or those of a session where the format counts through.
 *
 * @param readable what came and could be read
 * @param rejected what came and could not be read; a readable variant of the same index counts more
 * @param partial what came in parts, all of them or not; a variant that came whole counts more
 */
public record SegmentSequence(IndexRanges readable, IndexSet rejected, IndexSet partial) {

    public static final SegmentSequence NONE = new SegmentSequence(IndexRanges.NONE, IndexSet.NONE, IndexSet.NONE);

    static SegmentSequence ofReadable(IndexRanges readable) {
        return new SegmentSequence(readable, IndexSet.NONE, IndexSet.NONE);
    }

    static SegmentSequence ofRejected(int index) {
        return new SegmentSequence(IndexRanges.NONE, IndexSet.of(index), IndexSet.NONE);
    }

    static SegmentSequence ofPartial(int index) {
        return new SegmentSequence(IndexRanges.NONE, IndexSet.NONE, IndexSet.of(index));
    }

    public SegmentSequence merge(SegmentSequence other) {
        return new SegmentSequence(
                readable.merge(other.readable), rejected.merge(other.rejected), partial.merge(other.partial));
    }

    /** As if holes of so many segments were none. */
    SegmentSequence tolerating(int holes) {
        return new SegmentSequence(readable.tolerating(holes), rejected.tolerating(holes), partial.tolerating(holes));
    }

    /** How often it is interrupted, which is what its size goes by. */
    int interruptions() {
        return Stream.of(readable.ranges(), rejected.runs(), partial.runs())
                .mapToInt(runs -> Math.max(0, runs.size() - 1))
                .sum();
    }

    /**
     * What of the sequence is there, and what is missing from it.
     *
     * @param view whose holes those are that have no readable segment beside them
     * @param expectedSegments how many the SDK says it recorded; 0 where it does not say
     * @param fromFirst whether the sequence begins with the first index that came, since earlier ones never existed
     */
    public Coverage coverage(String view, int expectedSegments, boolean fromFirst) {
        int highest = Math.max(highestReceived(), expectedSegments - 1);
        int lowest = fromFirst ? lowestReceived() : 0;
        if (highest < lowest) {
            return Coverage.NONE;
        }
        List<MissingSegments> missing = new ArrayList<>();
        Border before = null;
        long next = lowest;
        for (Range range : readable.ranges()) {
            addHole(next, range.first().index() - 1, before, range.first(), view, missing);
            before = range.last();
            next = before.index() + 1L;
        }
        addHole(next, highest, before, null, view, missing);
        return new Coverage(readable.size(), 1L + highest - lowest, missing);
    }

    private void addHole(
            long from,
            long to,
            @Nullable Border before,
            @Nullable Border after,
            String view,
            List<MissingSegments> into) {
        if (from > to) {
            return;
        }
        Border neighbour = before != null ? before : after;
        String owner = neighbour != null ? neighbour.view() : view;
        Long startMs = before == null ? null : (Long) before.atMs();
        Long endMs = after == null ? null : (Long) after.atMs();
        MissingSegments hole = new MissingSegments(owner, (int) from, (int) to, startMs, endMs, Reason.LOST);
        for (MissingSegments piece : hole.reasoned(rejected, Reason.REJECTED)) {
            if (piece.reason() == Reason.LOST) {
                into.addAll(piece.reasoned(partial, Reason.PART_LOST));
            } else {
                into.add(piece);
            }
        }
    }

    /** -1 where nothing came. */
    private int highestReceived() {
        int read = readable.isEmpty() ? -1 : readable.ranges().getLast().last().index();
        return Math.max(read, Math.max(rejected.highest(), partial.highest()));
    }

    /** Above every index where nothing came. */
    private int lowestReceived() {
        return Stream.of(
                        readable.ranges().stream()
                                .limit(1)
                                .map(range -> range.first().index()),
                        rejected.runs().stream().limit(1).map(Run::from),
                        partial.runs().stream().limit(1).map(Run::from))
                .flatMap(firsts -> firsts)
                .mapToInt(Integer::intValue)
                .min()
                .orElse(Integer.MAX_VALUE);
    }
}
