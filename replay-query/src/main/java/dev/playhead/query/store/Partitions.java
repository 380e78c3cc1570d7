// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/**
 * Asks each partition by itself, since an instance-level range would put one partition behind the other instead of
 * merging them.
 */
final class Partitions {

    private Partitions() {}

    /**
     * What the partitions that can be read have together; the others are named.
     *
     * @param partial what one partition has; empty where it is not here
     */
    static <P, T> Gathered<T> gather(int total, IntFunction<Optional<P>> partial, Function<List<P>, T> merge) {
        List<P> parts = new ArrayList<>();
        List<Integer> missing = new ArrayList<>();
        for (int partition = 0; partition < total; partition++) {
            try {
                Optional<P> part = partial.apply(partition);
                part.ifPresent(parts::add);
                if (part.isEmpty()) {
                    missing.add(partition);
                }
            } catch (InvalidStateStoreException e) {
                missing.add(partition); // moved away while it was read
            }
        }
        return new Gathered<>(merge.apply(parts), total, missing);
    }
}
