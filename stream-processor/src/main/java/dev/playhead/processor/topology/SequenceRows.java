// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.processor.row.BorderRow;
import dev.playhead.processor.row.RangeRow;
import dev.playhead.processor.row.RunRow;
import dev.playhead.processor.row.SequenceRow;
import dev.playhead.processor.session.IndexRanges;
import dev.playhead.processor.session.IndexRanges.Border;
import dev.playhead.processor.session.IndexRanges.Range;
import dev.playhead.processor.session.IndexSet;
import dev.playhead.processor.session.IndexSet.Run;
import dev.playhead.processor.session.Rank;
import dev.playhead.processor.session.SegmentSequence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link SegmentSequence} to and from its row. A view's own sequence does not repeat the view's id. */
final class SequenceRows {

    private SequenceRows() {}

    static SequenceRow toRow(SegmentSequence sequence, @Nullable String ownView) {
        return new SequenceRow(
                sequence.readable().ranges().stream()
                        .map(range -> new RangeRow(toRow(range.first(), ownView), toRow(range.last(), ownView)))
                        .toList(),
                toRows(sequence.rejected()),
                toRows(sequence.partial()));
    }

    static SegmentSequence fromRow(SequenceRow row, @Nullable String ownView) {
        return new SegmentSequence(
                new IndexRanges(row.getReadable().stream()
                        .map(range -> new Range(fromRow(range.getFirst(), ownView), fromRow(range.getLast(), ownView)))
                        .toList()),
                fromRows(row.getRejected()),
                fromRows(row.getPartial()));
    }

    private static List<RunRow> toRows(IndexSet indexes) {
        return indexes.runs().stream()
                .map(run -> new RunRow(run.from(), run.to()))
                .toList();
    }

    private static IndexSet fromRows(List<RunRow> rows) {
        return new IndexSet(
                rows.stream().map(run -> new Run(run.getFrom(), run.getTo())).toList());
    }

    private static BorderRow toRow(Border border, @Nullable String ownView) {
        return new BorderRow(
                border.index(),
                border.atMs(),
                border.view().equals(ownView) ? null : border.view(),
                border.rank().major(),
                border.rank().minor());
    }

    private static Border fromRow(BorderRow row, @Nullable String ownView) {
        String view = row.getView() != null ? row.getView() : ownView;
        if (view == null) {
            throw new IllegalStateException("a range of a session's sequence names no view");
        }
        return new Border(row.getIndex(), row.getAtMs(), view, new Rank(row.getRecords(), row.getCrc()));
    }
}
