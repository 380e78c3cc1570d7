// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.marker;

import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.formats.facts.RumEvent;
import dev.playhead.formats.facts.RumEvent.Item;
import java.util.stream.Stream;

/** The frustrations that an SDK names with an action: one marker for each. */
final class ActionFrustrationRule implements EventRule {
    @Override
    public Stream<Entry> entries(RumEvent event) {
        if (!(event instanceof Item action)) {
            return Stream.empty();
        }
        return action.frustrations().stream()
                .map(type -> new Entry(
                        new EntryKey(MarkerKind.FRUSTRATION, action.atMs(), action.id() + '.' + type),
                        action.view(),
                        null,
                        type,
                        action.hasReplay(),
                        Entry.NO_ATTRIBUTES,
                        null));
    }
}
