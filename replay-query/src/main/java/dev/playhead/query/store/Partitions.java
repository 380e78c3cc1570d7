// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
     * What those of the partitions have together that can be read here.
     *
     * @param read what one partition has; empty where it is not here
     */
    static <P, T> Part<T> ask(Set<Integer> partitions, IntFunction<Optional<P>> read, Function<List<P>, T> merge) {
        List<P> parts = new ArrayList<>();
        Set<Integer> answered = new TreeSet<>();
        for (int partition : new TreeSet<>(partitions)) {
            try {
                read.apply(partition).ifPresent(part -> {
                    parts.add(part);
                    answered.add(partition);
                });
            } catch (InvalidStateStoreException e) {
                // moved away while it was read: it did not answer
            }
        }
        return new Part<>(merge.apply(parts), answered);
    }
}
