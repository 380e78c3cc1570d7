// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.query.store.Gathered;
import dev.playhead.query.store.Page;
import dev.playhead.query.store.RowPosition;
import dev.playhead.query.store.SessionLists.AppActivity;
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
            return new PartitionCounts(gathered.total(), answered, gathered.stale(), gathered.missing());
        }
    }

    /** A page of a list that lies in all partitions. */
    public static <T> ItemList<T> of(Gathered<Page<T>> gathered) {
        Page<T> page = gathered.value();
        return new ItemList<>(page.items(), next(page), gathered.complete(), PartitionCounts.of(gathered));
    }

    public static ItemList<AppActivity> ofApps(Gathered<List<AppActivity>> gathered) {
        return new ItemList<>(gathered.value(), null, gathered.complete(), PartitionCounts.of(gathered));
    }

    /** A list that lies in one partition, whole. */
    static <T> ItemList<T> ofOne(List<T> items) {
        return ofOne(items, null);
    }

    /** A page of a list that lies in one partition. */
    static <T> ItemList<T> ofOne(Page<T> page) {
        return ofOne(page.items(), next(page));
    }

    private static <T> ItemList<T> ofOne(List<T> items, @Nullable String next) {
        return new ItemList<>(items, next, true, new PartitionCounts(1, 1, 0, List.of()));
    }

    private static @Nullable String next(Page<?> page) {
        return page.next().map(RowPosition::toCursor).orElse(null);
    }
}
