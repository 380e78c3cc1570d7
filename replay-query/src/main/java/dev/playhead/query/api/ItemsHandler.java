// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.query.store.Answer;
import dev.playhead.query.store.FacetCounts;
import dev.playhead.query.store.FacetQuery;
import dev.playhead.query.store.ItemLists;
import dev.playhead.query.store.ListQuery;
import dev.playhead.query.store.Page;
import dev.playhead.query.store.Part;
import dev.playhead.query.store.RowPosition;
import dev.playhead.query.store.SessionLists;
import dev.playhead.query.topology.ItemKind;
import dev.playhead.schemas.SessionKey;
import java.util.Optional;
import java.util.Set;

/** RUM items, and how often the values of facets stand in lists. */
public final class ItemsHandler {

    private final ItemLists items;
    private final SessionLists sessions;

    public ItemsHandler(ItemLists items, SessionLists sessions) {
        this.items = items;
        this.sessions = sessions;
    }

    /** Items over all sessions. */
    public Part<Page<RumItem>> items(ItemKind kind, ListQuery query, Set<Integer> partitions) {
        return items.items(kind, query, partitions).map(page -> page.map(item -> RumItem.of(kind, item)));
    }

    /** A session's items. */
    public Answer<ItemList<RumItem>> items(SessionKey key, ItemKind kind, int limit, Optional<RowPosition> after) {
        return items.items(key, kind, limit, after)
                .map(page -> ItemList.ofOne(page.map(item -> RumItem.of(kind, item))));
    }

    public Answer<RumItem> item(SessionKey key, ItemKind kind, String id) {
        return items.item(key, kind, id).map(item -> RumItem.of(kind, item));
    }

    /**
     * @param kind of the rows that are counted; empty for sessions
     * @param fromMs smallest receive time, inclusive
     * @param toMs largest receive time, exclusive
     */
    public Part<FacetCounts> facets(
            String app, Optional<ItemKind> kind, long fromMs, long toMs, Set<Integer> partitions) {
        FacetQuery query = new FacetQuery(app, fromMs, toMs, ListFilter.FACETS);
        return kind.map(of -> items.facets(of, query, partitions)).orElseGet(() -> sessions.facets(query, partitions));
    }
}
