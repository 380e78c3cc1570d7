// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.query.store.Answer;
import dev.playhead.query.store.FacetQuery;
import dev.playhead.query.store.ItemLists;
import dev.playhead.query.store.ListQuery;
import dev.playhead.query.store.Page;
import dev.playhead.query.store.RowPosition;
import dev.playhead.query.store.SessionLists;
import dev.playhead.query.store.StoredItem;
import dev.playhead.query.topology.ItemKind;
import dev.playhead.schemas.SessionKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** RUM items, and how often the values of facets stand in lists. */
public final class ItemsHandler {

    private final ItemLists items;
    private final SessionLists sessions;
    private final ListAnswers answers;

    public ItemsHandler(ItemLists items, SessionLists sessions, ListAnswers answers) {
        this.items = items;
        this.sessions = sessions;
        this.answers = answers;
    }

    /** Items over all sessions. */
    public Answer<ItemList<RumItem>> items(ItemKind kind, ListQuery query) {
        return answers.of(
                items.items(kind, query),
                gathered -> ItemList.of(rumItems(kind, gathered.value()), next(gathered.value()), gathered));
    }

    /** A session's items. */
    public Answer<ItemList<RumItem>> items(SessionKey key, ItemKind kind, int limit, Optional<RowPosition> after) {
        return items.items(key, kind, limit, after).map(page -> ItemList.ofOne(rumItems(kind, page), next(page)));
    }

    public Answer<RumItem> item(SessionKey key, ItemKind kind, String id) {
        return items.item(key, kind, id).map(item -> RumItem.of(kind, item));
    }

    /**
     * @param kind of the rows that are counted; empty for sessions
     * @param fromMs smallest receive time, inclusive
     * @param toMs largest receive time, exclusive
     */
    public Answer<Facets> facets(String app, Optional<ItemKind> kind, long fromMs, long toMs) {
        FacetQuery query = new FacetQuery(app, fromMs, toMs, ListFilter.FACETS);
        return answers.of(kind.map(of -> items.facets(of, query)).orElseGet(() -> sessions.facets(query)), Facets::of);
    }

    private static List<RumItem> rumItems(ItemKind kind, Page<StoredItem> page) {
        return page.rows().stream().map(item -> RumItem.of(kind, item)).toList();
    }

    private static @Nullable String next(Page<StoredItem> page) {
        return page.next().map(RowPosition::toCursor).orElse(null);
    }
}
