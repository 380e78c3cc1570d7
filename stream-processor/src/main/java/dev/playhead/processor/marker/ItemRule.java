// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.marker;

import dev.playhead.formats.facts.RumEvent;
import dev.playhead.formats.facts.RumEvent.Item;
import java.util.stream.Stream;

/** What happened once and has an event of its own: actions, errors, resources, long tasks, custom events. */
final class ItemRule implements EventRule {
    @Override
    public Stream<Entry> entries(RumEvent event) {
        if (!(event instanceof Item item)) {
            return Stream.empty();
        }
        return Stream.of(new Entry(
                new EntryKey(item.kind(), item.atMs(), item.id()),
                item.view(),
                item.durationMs(),
                item.label(),
                item.hasReplay(),
                item.attributes(),
                null));
    }
}
