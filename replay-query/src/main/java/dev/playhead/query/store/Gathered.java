// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import java.util.List;
import java.util.function.Function;

/**
 * What the partitions that answered have, over all instances, and which did not.
 *
 * @param total number of partitions
 * @param stale how many answered from a copy that may lag
 * @param missing those that did not answer, in order
 */
public record Gathered<T>(T value, int total, int stale, List<Integer> missing) {

    public Gathered {
        missing = List.copyOf(missing);
    }

    public <R> Gathered<R> map(Function<T, R> change) {
        return new Gathered<>(change.apply(value), total, stale, missing);
    }

    public boolean complete() {
        return missing.isEmpty();
    }
}
