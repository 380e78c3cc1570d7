// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import java.util.Set;
import java.util.function.Function;

/**
 * What some partitions have of a list.
 *
 * @param answered the partitions that it is of; others were asked in vain
 */
public record Part<T>(T value, Set<Integer> answered) {

    public Part {
        answered = Set.copyOf(answered);
    }

    public <R> Part<R> map(Function<T, R> change) {
        return new Part<>(change.apply(value), answered);
    }
}
