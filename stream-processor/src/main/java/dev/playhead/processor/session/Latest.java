// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import dev.playhead.formats.facts.Fingerprint;
import java.util.Comparator;
import java.util.function.BinaryOperator;

/**
 * A value that later records may replace: the latest recorder time wins, then the larger hash.
 *
 * @param atMs what the value was true at, epoch ms of the browser's clock
 */
public record Latest(String value, long atMs) {

    private static final Comparator<Latest> ORDER = Comparator.comparingLong(Latest::atMs)
            .thenComparingLong(latest -> Fingerprint.of(latest.value))
            .thenComparing(Latest::value);

    public Latest merge(Latest other) {
        return BinaryOperator.maxBy(ORDER).apply(this, other);
    }
}
