// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.facts.RumEvent.Counts;
import dev.playhead.processor.row.CountsRow;
import dev.playhead.processor.row.DocumentRow;
import dev.playhead.processor.row.SpanRow;
import dev.playhead.processor.row.ViewRow;
import dev.playhead.processor.session.FirstPage;
import dev.playhead.processor.session.Rank;
import dev.playhead.processor.session.ViewDocument;
import dev.playhead.processor.session.ViewState;
import dev.playhead.timeline.TimeSpan;
import org.jspecify.annotations.Nullable;

/** {@link ViewState} to and from its row. */
final class ViewRows {

    private ViewRows() {}

    /** @param receivedMs smallest receive time of what names the view; null where none was noted */
    static ViewRow toRow(String id, ViewState view, @Nullable Long receivedMs) {
        FirstPage page = view.firstPage();
        return new ViewRow(
                id,
                receivedMs,
                SessionRows.toRow(view.recorded()),
                SessionRows.toRow(view.events()),
                page == null ? null : page.atMs(),
                page == null ? null : page.url(),
                toRow(view.document()),
                SequenceRows.toRow(view.sequence(), id));
    }

    static ViewState fromRow(ViewRow row) {
        Long pageMs = row.getFirstPageMs();
        String pageUrl = row.getFirstPageUrl();
        return new ViewState(
                SessionRows.fromRow(row.getRecorded()),
                SessionRows.fromRow(row.getEvents()),
                pageMs == null || pageUrl == null ? null : new FirstPage(pageMs, pageUrl),
                fromRow(row.getDocument()),
                SequenceRows.fromRow(row.getSequence(), row.getId()));
    }

    private static @Nullable DocumentRow toRow(@Nullable ViewDocument document) {
        if (document == null) {
            return null;
        }
        Counts counts = document.counts();
        return new DocumentRow(
                document.rank().major(),
                document.rank().minor(),
                new SpanRow(document.span().startMs(), document.span().endMs()),
                document.tab(),
                document.url(),
                document.name(),
                counts == null
                        ? null
                        : new CountsRow(
                                counts.actions(),
                                counts.errors(),
                                counts.resources(),
                                counts.longTasks(),
                                counts.frustrations()),
                document.expectedSegments(),
                document.sampledForError());
    }

    private static @Nullable ViewDocument fromRow(@Nullable DocumentRow row) {
        if (row == null) {
            return null;
        }
        CountsRow counts = row.getCounts();
        return new ViewDocument(
                new Rank(row.getRank(), row.getContentHash()),
                new TimeSpan(row.getSpan().getStartMs(), row.getSpan().getEndMs()),
                row.getTab(),
                row.getUrl(),
                row.getName(),
                counts == null
                        ? null
                        : new Counts(
                                counts.getActions(),
                                counts.getErrors(),
                                counts.getResources(),
                                counts.getLongTasks(),
                                counts.getFrustrations()),
                row.getExpectedSegments(),
                row.getSampledForError());
    }
}
