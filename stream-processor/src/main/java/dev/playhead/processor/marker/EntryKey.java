// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.marker;

import dev.playhead.formats.facts.MarkerKind;
import java.util.Comparator;

/** Where an entry stands in a session's timeline: by time, then kind, then id. */
public record EntryKey(MarkerKind kind, long atMs, String id) implements Comparable<EntryKey> {

    private static final Comparator<EntryKey> ORDER = Comparator.comparingLong(EntryKey::atMs)
            .thenComparing(EntryKey::kind)
            .thenComparing(EntryKey::id);

    @Override
    public int compareTo(EntryKey other) {
        return ORDER.compare(this, other);
    }
}
