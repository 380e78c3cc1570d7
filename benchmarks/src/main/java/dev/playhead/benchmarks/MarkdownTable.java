// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Figures for people and for the documentation. */
public final class MarkdownTable {

    private final List<String> lines = new ArrayList<>();

    /** @param words how many of the first columns hold words, and not figures */
    public MarkdownTable(int words, String... headings) {
        row(Stream.of(headings));
        lines.add("|" + "---|".repeat(words) + "--:|".repeat(headings.length - words));
    }

    public void row(Stream<String> cells) {
        StringBuilder line = new StringBuilder("|");
        cells.forEach(cell -> line.append(' ').append(cell).append(" |"));
        lines.add(line.toString());
    }

    public void row(String... cells) {
        row(Stream.of(cells));
    }

    /** A figure with so many digits after the point. */
    public static String number(int digits, double number) {
        return String.format(Locale.ROOT, "%." + digits + "f", number);
    }

    /** A ratio that was taken in each round: its median, and how far the rounds lie apart. */
    public static String ratio(Series rounds) {
        return "%s (%s–%s)".formatted(number(2, rounds.median()), number(2, rounds.least()), number(2, rounds.most()));
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
