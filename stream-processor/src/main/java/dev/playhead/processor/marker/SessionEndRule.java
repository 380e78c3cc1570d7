// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.marker;

import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.formats.facts.RumEvent;
import dev.playhead.formats.facts.RumEvent.View;
import java.util.stream.Stream;

/** The end of the session, where the SDK says with a view's document that there will be no more. */
final class SessionEndRule implements EventRule {
    private static final String LABEL = "session end";

    @Override
    public Stream<Entry> entries(RumEvent event) {
        if (!(event instanceof View view) || !view.sessionEnded()) {
            return Stream.empty();
        }
        EntryKey key = new EntryKey(MarkerKind.SESSION_END, view.endMs(), view.view());
        return Stream.of(new Entry(key, view.view(), null, LABEL, view.hasReplay(), Entry.NO_ATTRIBUTES, null));
    }
}
