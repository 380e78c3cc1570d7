// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats;

/** Texts that a person reads in a list: bounded, whatever the site wrote. */
final class Label {

    private static final int MAX_CHARS = 1_024;

    private Label() {}

    /** The text, cut where it is too long to be read. */
    static String of(String text) {
        if (text.length() <= MAX_CHARS) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_CHARS - 2)) ? MAX_CHARS - 2 : MAX_CHARS - 1;
        return text.substring(0, end) + '…';
    }

    static String ofFirstLine(String text) {
        return of(text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse(""));
    }
}
