// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.marker;

import dev.playhead.formats.facts.MarkerKind;

/**
 * A frustration that was computed.
 *
 * @param type what it is called, as SDKs have it: {@code rage_click}
 */
public record ClickFrustration(String type, Click click) {
    public EntryKey key() {
        return key(type, click.key());
    }

    public Entry entry(String view) {
        return new Entry(key(), view, null, type, true, Entry.NO_ATTRIBUTES, null);
    }

    static EntryKey key(String type, EntryKey click) {
        return new EntryKey(MarkerKind.FRUSTRATION, click.atMs(), click.id() + '.' + type);
    }
}
