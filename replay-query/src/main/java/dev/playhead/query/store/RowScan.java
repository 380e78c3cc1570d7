// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import dev.playhead.query.store.Page.Placed;
import dev.playhead.query.store.Page.Scan;
import dev.playhead.query.topology.ReplayStores;
import dev.playhead.query.topology.StoreKeys;
import dev.playhead.query.topology.StoreKeys.KeyRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;

/**
 * One partition's part of a list, newest received first. A row's window starts at the receive time in its key, so that
 * the store's segments, which are read one after the other, are in the list's order too.
 *
 * @param fromMs smallest receive time, inclusive
 * @param toMs largest receive time, exclusive
 * @param after only rows behind this one
 * @param limit wanted rows at most
 * @param budget rows looked at, at most
 * @param time after which it ends; one row is looked at in any case, so that whoever goes on from there gets on
 */
record RowScan(long fromMs, long toMs, Optional<RowPosition> after, int limit, int budget, ScanTime.Left time) {

    /** For one page. */
    static RowScan of(ListQuery query, Retention retention, ReadSettings settings, ScanTime time) {
        return new RowScan(
                Math.max(query.fromMs(), retention.startMs(query.app())),
                query.toMs(),
                query.after(),
                query.limit(),
                settings.scanRows(),
                time.start());
    }

    /** For as much as is looked at for a page. */
    static RowScan of(FacetQuery query, Retention retention, ReadSettings settings, ScanTime time) {
        return new RowScan(
                Math.max(query.fromMs(), retention.startMs(query.app())),
                query.toMs(),
                Optional.empty(),
                Integer.MAX_VALUE,
                settings.scanRows(),
                time.start());
    }

    /**
     * @param keys of the rows up to a receive time, inclusive
     * @param tailBytes how many bytes of a key decide between rows of one receive time
     * @param read what is wanted of a row; empty where it is not
     */
    <T> Scan<T> of(
            ReadOnlyWindowStore<Bytes, byte[]> store,
            LongFunction<KeyRange> keys,
            int tailBytes,
            BiFunction<RowPosition, byte[], Optional<T>> read) {
        long endMs = Math.min(toMs - 1, ReplayStores.LATEST.toEpochMilli());
        long startMs = after.map(row -> Math.min(row.receivedMs(), endMs)).orElse(endMs);
        if (fromMs > startMs) {
            return new Scan<>(List.of(), Optional.empty());
        }
        List<Placed<T>> found = new ArrayList<>();
        int scanned = 0;
        KeyRange range = keys.apply(startMs);
        try (KeyValueIterator<Windowed<Bytes>, byte[]> rows = store.backwardFetch(
                range.from(), range.to(), Instant.ofEpochMilli(fromMs), Instant.ofEpochMilli(startMs))) {
            while (rows.hasNext()) {
                var row = rows.next();
                RowPosition position =
                        new RowPosition(row.key.window().start(), StoreKeys.tail(row.key.key(), tailBytes));
                if (after.filter(last -> position.compareTo(last) <= 0).isPresent()) {
                    continue;
                }
                read.apply(position, row.value).ifPresent(wanted -> found.add(new Placed<>(position, wanted)));
                scanned++;
                if (!rows.hasNext()) {
                    break;
                }
                if (found.size() == limit || scanned == budget) {
                    return new Scan<>(found, Optional.of(position));
                }
                if (time.isOver()) {
                    time.ended();
                    return new Scan<>(found, Optional.of(position));
                }
            }
        }
        return new Scan<>(found, Optional.empty());
    }
}
