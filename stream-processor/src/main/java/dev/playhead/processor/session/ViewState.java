// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import dev.playhead.timeline.TimeSpan;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one view.
 *
 * @param recorded from the first to the last record; null where none was read
 * @param events from the first to the last RUM event that names the view; null where there is none
 * @param firstPage null where neither a Meta record nor an event names one
 * @param document null where none came
 * @param sequence the view's segments; empty where the format numbers through the session
 */
public record ViewState(
        @Nullable TimeSpan recorded,
        @Nullable TimeSpan events,
        @Nullable FirstPage firstPage,
        @Nullable ViewDocument document,
        SegmentSequence sequence) {

    /** A view of which only the id is known. */
    public static final ViewState NAMED = new ViewState(null, null, null, null, SegmentSequence.NONE);

    static ViewState at(long eventMs) {
        return new ViewState(null, TimeSpan.at(eventMs), null, null, SegmentSequence.NONE);
    }

    static ViewState on(FirstPage page) {
        return new ViewState(null, TimeSpan.at(page.atMs()), page, null, SegmentSequence.NONE);
    }

    static ViewState of(ViewDocument document) {
        return new ViewState(null, null, null, document, SegmentSequence.NONE);
    }

    public ViewState merge(ViewState other) {
        return new ViewState(
                Known.join(recorded, other.recorded, TimeSpan::cover),
                Known.join(events, other.events, TimeSpan::cover),
                Known.join(firstPage, other.firstPage, FirstPage::merge),
                Known.join(document, other.document, ViewDocument::merge),
                sequence.merge(other.sequence));
    }

    /** The document's word, else the records', else the events'; empty where nothing says when the view was. */
    public Optional<TimeSpan> bounds() {
        if (document != null) {
            return Optional.of(document.span());
        }
        return Optional.ofNullable(recorded != null ? recorded : events);
    }

    ViewState tolerating(int holes) {
        return new ViewState(recorded, events, firstPage, document, sequence.tolerating(holes));
    }

    /** How much text it has, which is what may be large of it. */
    int chars() {
        return Stream.of(
                        Optional.ofNullable(firstPage).map(FirstPage::url),
                        Optional.ofNullable(document).map(ViewDocument::url),
                        Optional.ofNullable(document).map(ViewDocument::name),
                        Optional.ofNullable(document).map(ViewDocument::tab))
                .flatMap(Optional::stream)
                .mapToInt(String::length)
                .sum();
    }

    /** The first moment that anything of it is known of; beyond all where there is none. */
    long firstMs() {
        return Stream.of(
                        Optional.ofNullable(recorded),
                        Optional.ofNullable(events),
                        Optional.ofNullable(document).map(ViewDocument::span))
                .flatMap(Optional::stream)
                .mapToLong(TimeSpan::startMs)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    public @Nullable String url() {
        if (document != null && document.url() != null) {
            return document.url();
        }
        return firstPage == null ? null : firstPage.url();
    }

    Coverage coverage(String id) {
        int expectedSegments =
                document == null || document.expectedSegments() == null ? 0 : document.expectedSegments();
        return sequence.coverage(id, expectedSegments, document != null && document.sampledForError());
    }
}
