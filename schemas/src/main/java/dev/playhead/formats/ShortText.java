// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats;

/** Texts that stand in lists and summaries: bounded, whatever the site wrote. */
final class ShortText {

    private static final int MAX_CHARS = 2_048;

    private ShortText() {}

    /** The text, cut where it is longer than any honest URL or name. */
    static String of(String text) {
        if (text.length() <= MAX_CHARS) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_CHARS - 2)) ? MAX_CHARS - 2 : MAX_CHARS - 1;
        return text.substring(0, end) + '…';
    }

    static String firstLineOf(String text) {
        return of(text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse(""));
    }
}
