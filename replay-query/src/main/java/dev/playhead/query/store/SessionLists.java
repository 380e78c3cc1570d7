// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.playhead.query.store.Page.Scan;
import dev.playhead.query.topology.ReplayStores;
import dev.playhead.query.topology.SessionRow;
import dev.playhead.query.topology.StoreKeys;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.Topics;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.ViewSummary;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;

/** Reads the lists over all sessions. Safe for many threads. */
public final class SessionLists {

    /** One application that has sessions. */
    public record AppActivity(String app, long lastReceivedMs, long sessions) {

        /** @param other the same application's, in other partitions */
        public AppActivity plus(AppActivity other) {
            return new AppActivity(app, Math.max(lastReceivedMs, other.lastReceivedMs), sessions + other.sessions);
        }
    }

    /** One for each set of partitions that is asked for: those of this instance, before and after a rebalance. */
    private static final int MAX_APPS = 16;

    private final PartitionedStores stores;
    private final ReplayStore wholeSessions;
    private final Topics topics;
    private final Retention retention;
    private final ReadSettings settings;
    private final ScanTime time;
    private final LoadingCache<Set<Integer>, Part<List<AppActivity>>> apps;

    /** @param wholeSessions asked for what stands in no row: a session's views */
    public SessionLists(
            PartitionedStores stores,
            ReplayStore wholeSessions,
            Topics topics,
            Retention retention,
            ReadSettings settings,
            ScanTime time) {
        this.stores = stores;
        this.wholeSessions = wholeSessions;
        this.topics = topics;
        this.retention = retention;
        this.settings = settings;
        this.time = time;
        this.apps = Caffeine.newBuilder()
                .expireAfterWrite(settings.appsAge())
                .maximumSize(MAX_APPS)
                .build(this::scanApps);
    }

    /** One page of an application's sessions, newest received first. */
    public Part<Page<SessionRow>> sessions(ListQuery query, Set<Integer> partitions) {
        RowScan scan = RowScan.of(query, retention, settings, time);
        return Partitions.ask(
                partitions,
                partition -> stores.open(ReplayStores.BY_TIME, partition).map(rows -> wanted(scan, rows, query)),
                scans -> Page.merge(scans, query.limit()));
    }

    /** How often the values of facets stand in an application's sessions, as far as a scan goes. */
    public Part<FacetCounts> facets(FacetQuery query, Set<Integer> partitions) {
        RowScan scan = RowScan.of(query, retention, settings, time);
        return Partitions.ask(
                partitions,
                partition -> stores.open(ReplayStores.BY_TIME, partition).map(rows -> counted(scan, rows, query)),
                FacetCounts::sum);
    }

    /** The applications that have sessions, by name; at most {@link ReadSettings#appsAge} old. */
    public Part<List<AppActivity>> apps(Set<Integer> partitions) {
        Part<List<AppActivity>> known = apps.get(Set.copyOf(partitions));
        if (known.answered().size() < partitions.size()) {
            apps.invalidate(partitions); // what is missing may be there the next moment
        }
        return known;
    }

    /** Has the applications counted anew when they are next asked for. */
    public void forgetApps() {
        apps.invalidateAll();
    }

    private Part<List<AppActivity>> scanApps(Set<Integer> partitions) {
        return Partitions.ask(
                partitions,
                partition -> stores.open(ReplayStores.BY_TIME, partition).map(this::countApps),
                SessionLists::sum);
    }

    /** The applications of several partitions or instances, by name. */
    public static List<AppActivity> sum(List<List<AppActivity>> parts) {
        Map<String, AppActivity> sum = new TreeMap<>();
        parts.forEach(part -> part.forEach(app -> sum.merge(app.app(), app, AppActivity::plus)));
        return List.copyOf(sum.values());
    }

    private List<AppActivity> countApps(ReadOnlyWindowStore<Bytes, byte[]> store) {
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
        return List.copyOf(counts.values());
    }

    private Scan<SessionRow> wanted(RowScan scan, ReadOnlyWindowStore<Bytes, byte[]> rows, ListQuery query) {
        return scan(scan, rows, query.app(), row -> query.wanted().test(new SessionCandidate(row.summary())));
    }

    private FacetCounts counted(RowScan scan, ReadOnlyWindowStore<Bytes, byte[]> rows, FacetQuery query) {
        FacetTally tally = new FacetTally(query.facets());
        Scan<SessionRow> scanned = scan(scan, rows, query.app(), row -> {
            tally.add(row.summary());
            return false;
        });
        return tally.counts(scanned.scannedTo().isEmpty());
    }

    private Scan<SessionRow> scan(
            RowScan scan, ReadOnlyWindowStore<Bytes, byte[]> rows, String app, Predicate<SessionRow> wanted) {
        return scan.of(
                rows,
                toMs -> StoreKeys.rows(app, scan.fromMs(), toMs),
                StoreKeys.ROW_TAIL_BYTES,
                (position, bytes) -> row(bytes, app).filter(wanted));
    }

    /** Empty where an application's hash is another's too. */
    private Optional<SessionRow> row(byte[] bytes, String app) {
        return Optional.of(SessionRow.fromBytes(bytes, topics.sessions()))
                .filter(row -> row.summary().getApp().equals(app));
    }

    private final class SessionCandidate implements Candidate {

        /** Without its views. */
        private final SessionSummary session;

        SessionCandidate(SessionSummary session) {
            this.session = session;
        }

        @Override
        public SessionSummary session() {
            return session;
        }

        @Override
        public List<ViewSummary> views() {
            SessionKey key = new SessionKey(session.getApp(), session.getSession());
            return wholeSessions
                    .session(key)
                    .ifOffered()
                    .map(whole -> whole.summary().getViews())
                    .orElse(List.of());
        }

        @Override
        public Optional<StoredItem> item() {
            return Optional.empty();
        }
    }
}
