// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.playhead.query.store.Page.Placed;
import dev.playhead.query.store.Page.Scan;
import dev.playhead.query.topology.ReplayStores;
import dev.playhead.query.topology.SessionRow;
import dev.playhead.query.topology.StoreKeys;
import dev.playhead.query.topology.StoreKeys.KeyRange;
import dev.playhead.schemas.Topics;
import dev.playhead.schemas.v1.SessionSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;

/**
 * Reads the lists over all sessions. Each partition is asked by itself, since an instance-level range would put one
 * partition behind the other instead of merging them. Safe for many threads.
 */
public final class SessionLists {

    /**
     * Which rows are wanted.
     *
     * @param fromMs smallest receive time, inclusive
     * @param toMs largest receive time, exclusive
     * @param after only rows behind this one
     * @param wanted what the row must fulfil
     */
    public record Query(
            String app, long fromMs, long toMs, int limit, Optional<RowPosition> after, Predicate<SessionRow> wanted) {}

    /** One application that has sessions. */
    public record AppActivity(String app, long lastReceivedMs, long sessions) {

        AppActivity plus(AppActivity other) {
            return new AppActivity(app, Math.max(lastReceivedMs, other.lastReceivedMs), sessions + other.sessions);
        }
    }

    private final PartitionedStores stores;
    private final Topics topics;
    private final Retention retention;
    private final ReadSettings settings;
    private final LoadingCache<String, Gathered<List<AppActivity>>> apps;

    public SessionLists(PartitionedStores stores, Topics topics, Retention retention, ReadSettings settings) {
        this.stores = stores;
        this.topics = topics;
        this.retention = retention;
        this.settings = settings;
        this.apps = Caffeine.newBuilder().expireAfterWrite(settings.appsAge()).build(name -> scanApps());
    }

    /** One page of an application's sessions, newest received first. */
    public Gathered<Page<SessionRow>> sessions(Query query) {
        return gather(store -> scan(store, query), scans -> Page.merge(scans, query.limit()));
    }

    /** The applications that have sessions, by name; at most {@link ReadSettings#appsAge} old. */
    public Gathered<List<AppActivity>> apps() {
        return apps.get(ReplayStores.BY_TIME);
    }

    private Gathered<List<AppActivity>> scanApps() {
        return gather(this::countApps, counts -> {
            Map<String, AppActivity> merged = new TreeMap<>();
            counts.forEach(count -> count.values().forEach(app -> merged.merge(app.app(), app, AppActivity::plus)));
            return List.copyOf(merged.values());
        });
    }

    private Map<String, AppActivity> countApps(ReadOnlyWindowStore<Bytes, byte[]> store) {
        Map<String, AppActivity> counts = new TreeMap<>();
        try (KeyValueIterator<Windowed<Bytes>, byte[]> rows =
                store.fetchAll(Instant.ofEpochMilli(retention.keptFromMs()), ReplayStores.LATEST)) {
            while (rows.hasNext()) {
                var row = rows.next();
                SessionSummary summary =
                        SessionRow.fromBytes(row.value, topics.sessions()).summary();
                if (!retention.isOver(summary.getApp(), row.key.window().start())) {
                    AppActivity one = new AppActivity(summary.getApp(), summary.getLastReceivedMs(), 1);
                    counts.merge(one.app(), one, AppActivity::plus);
                }
            }
        }
        return counts;
    }

    private Scan<SessionRow> scan(ReadOnlyWindowStore<Bytes, byte[]> store, Query query) {
        long fromMs = Math.max(query.fromMs(), retention.startMs(query.app()));
        long toMs = Math.min(query.toMs() - 1, ReplayStores.LATEST.toEpochMilli());
        long startMs =
                query.after().map(after -> Math.min(after.anchorMs(), toMs)).orElse(toMs);
        if (fromMs > startMs) {
            return new Scan<>(List.of(), Optional.empty());
        }
        List<Placed<SessionRow>> found = new ArrayList<>();
        int scanned = 0;
        KeyRange range = StoreKeys.rows(query.app(), fromMs, startMs);
        try (KeyValueIterator<Windowed<Bytes>, byte[]> rows = store.backwardFetch(
                range.from(), range.to(), Instant.ofEpochMilli(fromMs), Instant.ofEpochMilli(startMs))) {
            while (rows.hasNext()) {
                var row = rows.next();
                RowPosition position =
                        new RowPosition(row.key.window().start(), Bytes.wrap(StoreKeys.sessionHashOf(row.key.key())));
                if (query.after()
                        .filter(after -> position.compareTo(after) <= 0)
                        .isPresent()) {
                    continue;
                }
                SessionRow session = SessionRow.fromBytes(row.value, topics.sessions());
                if (session.summary().getApp().equals(query.app())
                        && query.wanted().test(session)) {
                    found.add(new Placed<>(position, session));
                }
                scanned++;
                if (rows.hasNext() && (found.size() == query.limit() || scanned == settings.scanRows())) {
                    return new Scan<>(found, Optional.of(position));
                }
            }
        }
        return new Scan<>(found, Optional.empty());
    }

    private <P, T> Gathered<T> gather(
            Function<ReadOnlyWindowStore<Bytes, byte[]>, P> partial, Function<List<P>, T> merge) {
        List<P> parts = new ArrayList<>();
        List<Integer> missing = new ArrayList<>();
        for (int partition = 0; partition < stores.partitions(); partition++) {
            try {
                Optional<P> part = stores.open(ReplayStores.BY_TIME, partition).map(partial);
                part.ifPresent(parts::add);
                if (part.isEmpty()) {
                    missing.add(partition);
                }
            } catch (InvalidStateStoreException e) {
                missing.add(partition); // moved away while it was read
            }
        }
        return new Gathered<>(merge.apply(parts), stores.partitions(), missing);
    }
}
