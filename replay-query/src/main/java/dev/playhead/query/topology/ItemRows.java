// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.topology;

import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.MarkerKind;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.TimelineEntry;
import dev.playhead.schemas.v1.ViewSummary;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@code events-by-time} what timelines and summaries say: a row for each view of a session's summary, and one
 * for each entry of the other kinds of items.
 *
 * <p>A row that a crash left behind misleads nobody: whoever reads it looks for the item that it points to.
 */
final class ItemRows {

    private final WindowStore<Bytes, byte[]> rows;

    ItemRows(WindowStore<Bytes, byte[]> rows) {
        this.rows = rows;
    }

    void put(SessionKey key, TimelineEntry entry) {
        listed(entry.getKind()).ifPresent(kind -> {
            long receivedMs = ItemRow.receivedMs(entry);
            Bytes row = StoreKeys.item(key, kind, receivedMs, entry.getId());
            rows.put(row, new ItemRow(key.session(), entry.getAtMs()).toBytes(), receivedMs);
        });
    }

    /** @param entry as it is stored; an item that has moved to another moment since keeps its row */
    void delete(SessionKey key, TimelineEntry entry) {
        listed(entry.getKind()).ifPresent(kind -> {
            long receivedMs = ItemRow.receivedMs(entry);
            Bytes row = StoreKeys.item(key, kind, receivedMs, entry.getId());
            byte[] stored = rows.fetch(row, receivedMs);
            if (stored != null && ItemRow.fromBytes(stored).atMs() == entry.getAtMs()) {
                delete(row, receivedMs);
            }
        });
    }

    /** @param before what was known of the same anchor; null where nothing was */
    void change(SessionKey key, @Nullable SessionSummary before, SessionSummary after) {
        Set<Bytes> listed = new HashSet<>();
        for (ViewSummary view : after.getViews()) {
            long receivedMs = ItemRow.receivedMs(after, view);
            Bytes row = StoreKeys.item(key, ItemKind.VIEWS, receivedMs, view.getId());
            byte[] bytes = new ItemRow(key.session(), view.getStartMs()).toBytes();
            listed.add(row);
            // a summary comes each second, and most of its views are as they were
            if (!Arrays.equals(bytes, rows.fetch(row, receivedMs))) {
                rows.put(row, bytes, receivedMs);
            }
        }
        if (before != null) {
            deleteViews(key, before, listed);
        }
    }

    void delete(SessionKey key, SessionSummary erased) {
        deleteViews(key, erased, Set.of());
    }

    private void deleteViews(SessionKey key, SessionSummary summary, Set<Bytes> kept) {
        for (ViewSummary view : summary.getViews()) {
            long receivedMs = ItemRow.receivedMs(summary, view);
            Bytes row = StoreKeys.item(key, ItemKind.VIEWS, receivedMs, view.getId());
            if (!kept.contains(row)) {
                delete(row, receivedMs);
            }
        }
    }

    /** Whether entries of a kind have rows. Views stand in the summary, whatever tells of them. */
    static boolean isListed(MarkerKind marker) {
        return listed(marker).isPresent();
    }

    private static Optional<ItemKind> listed(MarkerKind marker) {
        return ItemKind.of(marker).filter(kind -> kind != ItemKind.VIEWS);
    }

    @SuppressWarnings("NullAway") // a null value is how a window store deletes
    private void delete(Bytes row, long receivedMs) {
        rows.put(row, null, receivedMs);
    }
}
