// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import com.github.benmanes.caffeine.cache.Cache;
import dev.playhead.query.store.Answer.Absent;
import dev.playhead.query.store.Answer.Found;
import dev.playhead.query.store.Page.Placed;
import dev.playhead.query.store.Page.Scan;
import dev.playhead.query.topology.ItemKind;
import dev.playhead.query.topology.ItemRow;
import dev.playhead.query.topology.ReplayStores;
import dev.playhead.query.topology.StoreKeys;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.Topics;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;

/**
 * Reads RUM items: over all sessions of an application, or of one. A row of the list says where an item is; what it is
 * about stands with its session, which also decides whether it is offered at all. Safe for many threads.
 */
public final class ItemLists {

    /** A row that a scan found. */
    private record Located(ItemReader reader, SessionKey session, ItemPlace place) {}

    private final PartitionedStores stores;
    private final ReplayStore sessions;
    private final Topics topics;
    private final Retention retention;
    private final ReadSettings settings;
    private final ScanTime time;

    public ItemLists(
            PartitionedStores stores,
            ReplayStore sessions,
            Topics topics,
            Retention retention,
            ReadSettings settings,
            ScanTime time) {
        this.stores = stores;
        this.sessions = sessions;
        this.topics = topics;
        this.retention = retention;
        this.settings = settings;
        this.time = time;
    }

    /** One page of an application's items, newest received first. */
    public Part<Page<StoredItem>> items(ItemKind kind, ListQuery query, Set<Integer> partitions) {
        RowScan scan = RowScan.of(query, retention, settings, time);
        Cache<SessionKey, Optional<ItemSession>> known = ItemReader.sessions();
        try {
            return Partitions.ask(
                    partitions,
                    partition -> open(partition, known, (rows, reader) -> wanted(scan, rows, reader, kind, query)),
                    scans -> filled(kind, Page.merge(scans, query.limit())));
        } catch (InvalidStateStoreException e) {
            // moved away before its rows were filled; which of them is no matter, since all have to be asked again
            return new Part<>(new Page<>(List.of(), Optional.empty()), Set.of());
        }
    }

    /** How often the values of facets stand in an application's items, as far as a scan goes. */
    public Part<FacetCounts> facets(ItemKind kind, FacetQuery query, Set<Integer> partitions) {
        RowScan scan = RowScan.of(query, retention, settings, time);
        Cache<SessionKey, Optional<ItemSession>> known = ItemReader.sessions();
        return Partitions.ask(
                partitions,
                partition -> open(partition, known, (rows, reader) -> counted(scan, rows, reader, kind, query)),
                FacetCounts::sum);
    }

    /** One page of a session's items, in the order in which the list over all sessions has them. */
    public Answer<Page<StoredItem>> items(SessionKey key, ItemKind kind, int limit, Optional<RowPosition> after) {
        return within(key, session -> {
            List<ItemPlace> left = session.places(kind).stream()
                    .filter(place -> after.isEmpty() || place.position().compareTo(after.get()) > 0)
                    .limit(limit + 1L)
                    .toList();
            List<Placed<ItemPlace>> rows = left.stream()
                    .limit(limit)
                    .map(place -> new Placed<>(place.position(), place))
                    .toList();
            Optional<RowPosition> next =
                    left.size() > limit ? Optional.of(rows.getLast().position()) : Optional.empty();
            return new Found<>(filled(rows, next, place -> session.item(kind, place)));
        });
    }

    /** One of a session's items. */
    public Answer<StoredItem> item(SessionKey key, ItemKind kind, String id) {
        return within(
                key,
                session -> session.place(kind, id)
                        .flatMap(place -> session.item(kind, place))
                        .<Answer<StoredItem>>map(Found::new)
                        .orElseGet(Absent::new));
    }

    private <T> Answer<T> within(SessionKey key, Function<ItemSession, Answer<T>> reading) {
        return sessions.session(key)
                .then(session -> sessions.read(
                        key,
                        ReplayStores.TIMELINE,
                        timeline -> reading.apply(
                                new ItemSession(session, timeline, topics.timelineEntries(), settings.maxMarkers()))));
    }

    private interface Reading<P> {
        P of(ReadOnlyWindowStore<Bytes, byte[]> rows, ItemReader reader);
    }

    private <P> Optional<P> open(int partition, Cache<SessionKey, Optional<ItemSession>> known, Reading<P> reading) {
        return stores.open(ReplayStores.ITEMS_BY_TIME, partition)
                .flatMap(rows -> stores.open(ReplayStores.TIMELINE, partition)
                        .map(timeline -> reading.of(
                                rows,
                                new ItemReader(
                                        known, sessions, timeline, topics.timelineEntries(), settings.maxMarkers()))));
    }

    private static Scan<Located> wanted(
            RowScan scan, ReadOnlyWindowStore<Bytes, byte[]> rows, ItemReader reader, ItemKind kind, ListQuery query) {
        return scan(
                scan,
                rows,
                reader,
                kind,
                query.app(),
                row -> reader.session(row.session())
                        .filter(session -> query.wanted().test(ItemReader.candidate(session, kind, row.place())))
                        .isPresent());
    }

    private static FacetCounts counted(
            RowScan scan, ReadOnlyWindowStore<Bytes, byte[]> rows, ItemReader reader, ItemKind kind, FacetQuery query) {
        FacetTally tally = new FacetTally(query.facets());
        Scan<Located> scanned = scan(scan, rows, reader, kind, query.app(), row -> {
            reader.item(row.session(), kind, row.place()).ifPresent(item -> tally.add(item.session()));
            return false;
        });
        return tally.counts(scanned.scannedTo().isEmpty());
    }

    private static Scan<Located> scan(
            RowScan scan,
            ReadOnlyWindowStore<Bytes, byte[]> rows,
            ItemReader reader,
            ItemKind kind,
            String app,
            Predicate<Located> wanted) {
        return scan.of(
                rows,
                toMs -> StoreKeys.items(app, kind, scan.fromMs(), toMs),
                StoreKeys.ITEM_TAIL_BYTES,
                (position, bytes) -> located(position, bytes, reader, app).filter(wanted));
    }

    /** Empty where an application's hash is another's too. */
    private static Optional<Located> located(RowPosition position, byte[] bytes, ItemReader reader, String app) {
        ItemRow row = ItemRow.fromBytes(bytes);
        SessionKey session = new SessionKey(app, row.session());
        return StoreKeys.isOf(session, position.row())
                ? Optional.of(new Located(reader, session, new ItemPlace(position, row.atMs())))
                : Optional.empty();
    }

    private Page<StoredItem> filled(ItemKind kind, Page<Located> page) {
        return filled(page.rows(), page.next(), row -> row.reader().item(row.session(), kind, row.place()));
    }

    /** Reads what the rows point to, until the page is large enough. A row whose item is gone gives none. */
    private <T> Page<StoredItem> filled(
            List<Placed<T>> rows, Optional<RowPosition> next, Function<T, Optional<StoredItem>> read) {
        List<Placed<StoredItem>> items = new ArrayList<>();
        long chars = 0;
        for (Iterator<Placed<T>> left = rows.iterator(); left.hasNext(); ) {
            Placed<T> row = left.next();
            Optional<StoredItem> item = read.apply(row.row());
            item.ifPresent(found -> items.add(new Placed<>(row.position(), found)));
            chars += item.map(StoredItem::attributes).map(String::length).orElse(0);
            if (chars >= settings.maxPageChars() && left.hasNext()) {
                return new Page<>(items, Optional.of(row.position()));
            }
        }
        return new Page<>(items, next);
    }
}
