// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import dev.playhead.formats.facts.Fingerprint;
import java.util.Comparator;
import java.util.function.BinaryOperator;

/**
 * The page that a view begins on: of all Meta records and page events seen, the one with the smallest time, then hash.
 *
 * @param atMs of the record or event
 */
public record FirstPage(long atMs, String url) {

    private static final Comparator<FirstPage> ORDER = Comparator.comparingLong(FirstPage::atMs)
            .thenComparingLong(page -> Fingerprint.of(page.url))
            .thenComparing(FirstPage::url);

    public FirstPage merge(FirstPage other) {
        return BinaryOperator.minBy(ORDER).apply(this, other);
    }
}
