// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import dev.playhead.formats.facts.Fingerprint;
import java.util.Comparator;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A value that later records may replace: the latest recorder time wins, then the larger hash.
 *
 * @param atMs what the value was true at, epoch ms of the browser's clock
 * @param user id of the user whom the value is about; null where it is about nobody, or about somebody without an id
 */
public record Latest(String value, long atMs, @Nullable String user) {

    private static final Comparator<String> BY_HASH =
            Comparator.<String>comparingLong(Fingerprint::of).thenComparing(Comparator.naturalOrder());

    private static final Comparator<Latest> ORDER = Comparator.comparingLong(Latest::atMs)
            // before the value, so that of two users at the same time all that is said is about the same one
            .thenComparing(Latest::user, Comparator.nullsFirst(BY_HASH))
            .thenComparing(Latest::value, BY_HASH);

    public Latest merge(Latest other) {
        return BinaryOperator.maxBy(ORDER).apply(this, other);
    }
}
