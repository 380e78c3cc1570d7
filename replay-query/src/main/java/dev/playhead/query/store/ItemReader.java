// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.playhead.query.topology.ItemKind;
import dev.playhead.query.topology.StoreKeys;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.TimelineEntry;
import dev.playhead.schemas.v1.ViewSummary;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;

/**
 * Reads the items of one partition for one request. Whose session it is decides about each of them, and those that
 * follow one another are often of the same few sessions: what was read last is kept. Not safe for threads.
 */
final class ItemReader {

    /** Of views, islands and holes of sessions, some hundred bytes each: a few MB for a request. */
    private static final int MAX_WEIGHT = 1 << 14;

    private final ReplayStore sessions;
    private final ReadOnlyWindowStore<Bytes, byte[]> timeline;
    private final Topic<TimelineEntry> entries;
    private final int maxEntries;

    private final Cache<SessionKey, Optional<ItemSession>> known;

    /**
     * @param known the sessions of the request, of all partitions
     * @param maxEntries of a kind that are read of one session
     */
    ItemReader(
            Cache<SessionKey, Optional<ItemSession>> known,
            ReplayStore sessions,
            ReadOnlyWindowStore<Bytes, byte[]> timeline,
            Topic<TimelineEntry> entries,
            int maxEntries) {
        this.known = known;
        this.sessions = sessions;
        this.timeline = timeline;
        this.entries = entries;
        this.maxEntries = maxEntries;
    }

    /** For one request. */
    static Cache<SessionKey, Optional<ItemSession>> sessions() {
        return Caffeine.newBuilder()
                .maximumWeight(MAX_WEIGHT)
                .weigher((SessionKey key, Optional<ItemSession> session) ->
                        session.map(ItemReader::weight).orElse(1))
                .executor(Runnable::run)
                .build();
    }

    /**
     * Empty for a session that is not offered.
     *
     * @throws InvalidStateStoreException if its partition has moved away
     */
    Optional<ItemSession> session(SessionKey key) {
        return known.get(key, this::read);
    }

    /** @throws InvalidStateStoreException if its partition has moved away */
    Optional<StoredItem> item(SessionKey key, ItemKind kind, ItemPlace place) {
        return session(key).flatMap(session -> session.item(kind, place));
    }

    /** An item that a list may give out. */
    static Candidate candidate(ItemSession session, ItemKind kind, ItemPlace place) {
        return new Candidate() {
            private Optional<StoredItem> item = Optional.empty();
            private boolean read;

            @Override
            public SessionSummary session() {
                return session.summary();
            }

            @Override
            public List<ViewSummary> views() {
                Optional<ViewSummary> view = kind == ItemKind.VIEWS
                        ? session.view(place.idHash())
                        : item().map(StoredItem::view).flatMap(id -> session.view(StoreKeys.idHash(id)));
                return view.stream().toList();
            }

            @Override
            public Optional<StoredItem> item() {
                if (!read) {
                    item = session.item(kind, place);
                    read = true;
                }
                return item;
            }
        };
    }

    private Optional<ItemSession> read(SessionKey key) {
        return sessions.session(key)
                .ifOffered()
                .map(session -> new ItemSession(session, timeline, entries, maxEntries));
    }

    private static int weight(ItemSession session) {
        SessionSummary summary = session.summary();
        return 10
                + summary.getViews().size()
                + summary.getIslands().size()
                + summary.getMissing().size();
    }
}
