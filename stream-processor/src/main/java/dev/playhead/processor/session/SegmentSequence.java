// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import dev.playhead.processor.session.IndexRanges.Border;
import dev.playhead.processor.session.IndexRanges.Range;
import dev.playhead.processor.session.IndexSet.Run;
import dev.playhead.processor.session.MissingSegments.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Segments that are numbered together, from 0: those of a view, or those of a session where the format counts through.
 *
 * @param readable what came and could be read
 * @param rejected what came and could not be read; a readable variant of the same index counts more
 */
public record SegmentSequence(IndexRanges readable, IndexSet rejected) {

    public static final SegmentSequence NONE = new SegmentSequence(IndexRanges.NONE, IndexSet.NONE);

    public SegmentSequence merge(SegmentSequence other) {
        return new SegmentSequence(readable.merge(other.readable), rejected.merge(other.rejected));
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
        long next = from;
        for (Run run : rejected.within((int) from, (int) to)) {
            if (next < run.from()) {
                into.add(new MissingSegments(owner, (int) next, run.from() - 1, startMs, endMs, Reason.LOST));
            }
            into.add(new MissingSegments(owner, run.from(), run.to(), startMs, endMs, Reason.REJECTED));
            next = run.to() + 1L;
        }
        if (next <= to) {
            into.add(new MissingSegments(owner, (int) next, (int) to, startMs, endMs, Reason.LOST));
        }
    }

    /** -1 where nothing came. */
    private int highestReceived() {
        int read = readable.isEmpty() ? -1 : readable.ranges().getLast().last().index();
        int unread = rejected.isEmpty() ? -1 : rejected.runs().getLast().to();
        return Math.max(read, unread);
    }

    /** Above every index where nothing came. */
    private int lowestReceived() {
        return IntStream.concat(
                        readable.ranges().stream()
                                .limit(1)
                                .mapToInt(range -> range.first().index()),
                        rejected.runs().stream().limit(1).mapToInt(Run::from))
                .min()
                .orElse(Integer.MAX_VALUE);
    }
}
