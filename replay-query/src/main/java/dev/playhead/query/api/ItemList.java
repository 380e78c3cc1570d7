// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.query.store.Gathered;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list as the API gives it.
 *
 * @param next cursor of the page after this one; null where this is the last
 * @param complete whether every partition answered
 */
public record ItemList<T>(List<T> items, @Nullable String next, boolean complete, PartitionCounts partitions) {

    /**
     * Who answered.
     *
     * @param stale how many answered from a copy that may lag
     * @param missing numbers of the partitions that did not answer
     */
    public record PartitionCounts(int total, int answered, int stale, List<Integer> missing) {

        static PartitionCounts of(Gathered<?> gathered) {
            int answered = gathered.total() - gathered.missing().size();
            return new PartitionCounts(gathered.total(), answered, 0, gathered.missing());
        }
    }

    static <T> ItemList<T> of(List<T> items, @Nullable String next, Gathered<?> gathered) {
        return new ItemList<>(items, next, gathered.complete(), PartitionCounts.of(gathered));
    }

    /** A list that lies in one partition whole. */
    static <T> ItemList<T> ofOne(List<T> items, @Nullable String next) {
        return new ItemList<>(items, next, true, new PartitionCounts(1, 1, 0, List.of()));
    }
}
