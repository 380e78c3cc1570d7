// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import dev.playhead.query.topology.ItemKind;
import dev.playhead.query.topology.ItemRow;
import dev.playhead.query.topology.StoreKeys;
import dev.playhead.query.topology.StoreKeys.KeyRange;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.v1.MarkerKind;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.TimelineEntry;
import dev.playhead.schemas.v1.ViewSummary;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.jspecify.annotations.Nullable;

/**
 * The RUM items of a session. Views are those of its summary, the others the entries of its timeline, which a session
 * that came back may have at several anchors: they then stand where it came back. For one request; not safe for
 * threads.
 */
final class ItemSession {

    /** Where in the timeline it is told of a view. */
    private record Document(boolean ofWholeView, long atMs, long idHash) {

        static final Comparator<Document> BEST = Comparator.comparing(Document::ofWholeView, Comparator.reverseOrder())
                .thenComparingLong(Document::atMs)
                .thenComparingLong(Document::idHash);
    }

    private interface EntryVisitor {
        void visit(Bytes key, byte[] entry);
    }

    private final StoredSession session;
    private final ReadOnlyWindowStore<Bytes, byte[]> timeline;
    private final Topic<TimelineEntry> entries;
    private final int maxEntries;
    private @Nullable Map<Long, ViewSummary> views;
    private @Nullable Map<String, Document> documents;

    /**
     * @param timeline of the session's partition
     * @param maxEntries of a kind that are read at one anchor
     */
    ItemSession(
            StoredSession session,
            ReadOnlyWindowStore<Bytes, byte[]> timeline,
            Topic<TimelineEntry> entries,
            int maxEntries) {
        this.session = session;
        this.timeline = timeline;
        this.entries = entries;
        this.maxEntries = maxEntries;
    }

    SessionSummary summary() {
        return session.summary();
    }

    /** The item at a place; empty where it is not there, or no longer. */
    Optional<StoredItem> item(ItemKind kind, ItemPlace place) {
        return found(kind, place)
                .filter(item -> item.receivedMs() == place.position().receivedMs());
    }

    private Optional<StoredItem> found(ItemKind kind, ItemPlace place) {
        return kind == ItemKind.VIEWS
                ? view(place.idHash()).map(view -> new StoredItem.OfView(summary(), view, document(view.getId())))
                : entry(kind.marker(), place.atMs(), place.idHash())
                        .map(entry -> new StoredItem.OfEntry(summary(), entry));
    }

    /** Where all items of a kind stand, newest received first. */
    List<ItemPlace> places(ItemKind kind) {
        Collection<ItemPlace> places = kind == ItemKind.VIEWS
                ? summary().getViews().stream().map(this::place).toList()
                : placesOfEntries(kind.marker());
        return places.stream().sorted(Comparator.comparing(ItemPlace::position)).toList();
    }

    private Collection<ItemPlace> placesOfEntries(MarkerKind kind) {
        Map<Bytes, ItemPlace> places = new HashMap<>();
        visit(kind, (key, bytes) -> places.put(key, place(deserialized(bytes))));
        return places.values();
    }

    /** Where the item of an id stands. */
    Optional<ItemPlace> place(ItemKind kind, String id) {
        long idHash = StoreKeys.idHash(id);
        if (kind == ItemKind.VIEWS) {
            return view(idHash).map(this::place);
        }
        Map<Bytes, ItemPlace> places = new HashMap<>();
        visit(kind.marker(), (key, bytes) -> {
            if (StoreKeys.idHashOf(key) == idHash) {
                places.put(key, place(deserialized(bytes)));
            }
        });
        return places.values().stream().min(Comparator.comparing(ItemPlace::position));
    }

    private ItemPlace place(ViewSummary view) {
        return place(ItemRow.receivedMs(summary(), view), view.getId(), view.getStartMs());
    }

    private ItemPlace place(TimelineEntry entry) {
        return place(ItemRow.receivedMs(entry), entry.getId(), entry.getAtMs());
    }

    private ItemPlace place(long receivedMs, String id, long atMs) {
        Bytes tail = Bytes.wrap(StoreKeys.itemTail(session.key(), id));
        return new ItemPlace(new RowPosition(receivedMs, tail), atMs);
    }

    /** The view of the id that a hash stands for. */
    Optional<ViewSummary> view(long idHash) {
        if (views == null) {
            views = summary().getViews().stream()
                    .collect(Collectors.toMap(
                            view -> StoreKeys.idHash(view.getId()), Function.identity(), (one, other) -> one));
        }
        return Optional.ofNullable(views.get(idHash));
    }

    private @Nullable TimelineEntry document(String view) {
        if (documents == null) {
            documents = documents();
        }
        Document document = documents.get(view);
        return document == null
                ? null
                : entry(MarkerKind.VIEW, document.atMs(), document.idHash()).orElse(null);
    }

    /** By view. Only where they are is kept: what they tell may be long. */
    private Map<String, Document> documents() {
        Map<String, Document> best = new HashMap<>();
        visit(MarkerKind.VIEW, (key, bytes) -> {
            TimelineEntry entry = deserialized(bytes);
            String view = entry.getView();
            if (view != null) {
                Document document = new Document(view.equals(entry.getId()), entry.getAtMs(), StoreKeys.idHashOf(key));
                best.merge(view, document, (one, other) -> Document.BEST.compare(one, other) <= 0 ? one : other);
            }
        });
        return best;
    }

    /** As the last anchor that has it tells it. */
    private Optional<TimelineEntry> entry(MarkerKind kind, long atMs, long idHash) {
        SessionKey key = session.key();
        Bytes row = StoreKeys.entry(key, kind, atMs, idHash);
        for (long anchorMs : session.anchorsMs().reversed()) {
            byte[] bytes = timeline.fetch(row, anchorMs);
            if (bytes != null) {
                return Optional.of(deserialized(bytes));
            }
        }
        return Optional.empty();
    }

    /** By anchor, then time. */
    private void visit(MarkerKind kind, EntryVisitor visitor) {
        KeyRange range = StoreKeys.entries(session.key(), kind);
        for (long anchorMs : session.anchorsMs()) {
            Instant anchor = Instant.ofEpochMilli(anchorMs);
            try (KeyValueIterator<Windowed<Bytes>, byte[]> rows =
                    timeline.fetch(range.from(), range.to(), anchor, anchor)) {
                for (int read = 0; read < maxEntries && rows.hasNext(); read++) {
                    var row = rows.next();
                    visitor.visit(row.key.key(), row.value);
                }
            }
        }
    }

    private TimelineEntry deserialized(byte[] bytes) {
        return entries.valueSerde().deserializer().deserialize(entries.name(), bytes);
    }
}
