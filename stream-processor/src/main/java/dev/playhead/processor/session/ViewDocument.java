// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import dev.playhead.formats.facts.RumEvent;
import dev.playhead.formats.facts.RumEvent.Counts;
import dev.playhead.timeline.TimeSpan;
import org.jspecify.annotations.Nullable;

/**
 * What the SDK says about a view. Sent again as the view grows; the largest rank wins.
 *
 * @param span from the view's start over the time spent in it
 * @param expectedSegments how many segments the SDK says it recorded; null where it does not say
 * @param sampledForError whether early segments never existed, because recording began with an error
 */
public record ViewDocument(
        Rank rank,
        TimeSpan span,
        @Nullable String tab,
        @Nullable String url,
        @Nullable String name,
        @Nullable Counts counts,
        @Nullable Integer expectedSegments,
        boolean sampledForError) {

    public static ViewDocument of(RumEvent.View view) {
        return new ViewDocument(
                new Rank(view.rank(), view.contentHash()),
                new TimeSpan(view.atMs(), view.endMs()),
                view.tab(),
                view.url(),
                view.name(),
                view.counts(),
                view.expectedSegments(),
                view.sampledForError());
    }

    public ViewDocument merge(ViewDocument other) {
        return rank.compareTo(other.rank) >= 0 ? this : other;
    }
}
