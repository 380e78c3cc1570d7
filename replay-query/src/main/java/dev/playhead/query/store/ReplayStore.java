// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import dev.playhead.query.store.Answer.Absent;
import dev.playhead.query.store.Answer.Erased;
import dev.playhead.query.store.Answer.Expired;
import dev.playhead.query.store.Answer.Found;
import dev.playhead.query.store.Answer.Unavailable;
import dev.playhead.query.topology.ReplayStores;
import dev.playhead.query.topology.SessionUnion;
import dev.playhead.query.topology.StoreKeys;
import dev.playhead.query.topology.StoreKeys.KeyRange;
import dev.playhead.query.topology.SummaryCut;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.Topics;
import dev.playhead.schemas.v1.MarkerKind;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.TimelineEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Reads what is known of one session, from the partition that its key falls into. Safe for many threads.
 *
 * <p>Where that partition is not here the answer is {@link Unavailable}: who asks has come to the wrong instance.
 */
public final class ReplayStore {

    private record EntryKey(MarkerKind kind, long atMs, String id) {}

    private final PartitionedStores stores;
    private final Topics topics;
    private final Retention retention;
    private final ReadSettings settings;

    /** @param retention after which a session is expired, even where its rows still stand */
    public ReplayStore(PartitionedStores stores, Topics topics, Retention retention, ReadSettings settings) {
        this.stores = stores;
        this.topics = topics;
        this.retention = retention;
        this.settings = settings;
    }

    public Answer<StoredSession> session(SessionKey key) {
        return summaries(key).then(summaries -> {
            if (summaries.size() == 1) {
                return new Found<>(new StoredSession(key, summaries.getFirst(), summaries));
            }
            return refs(key, summaries, List.of(StoreKeys.segments(key)))
                    .map(refs -> new StoredSession(key, SessionUnion.of(summaries, refs), summaries));
        });
    }

    /** By anchor; at least one. */
    private Answer<List<SessionSummary>> summaries(SessionKey key) {
        return read(key, ReplayStores.SUMMARIES, store -> {
            List<SessionSummary> summaries = new ArrayList<>();
            try (WindowStoreIterator<byte[]> rows =
                    store.fetch(StoreKeys.session(key), Instant.EPOCH, ReplayStores.LATEST)) {
                rows.forEachRemaining(row -> summaries.add(deserialized(topics.sessions(), row.value)));
            }
            if (summaries.isEmpty()) {
                return erasedOrAbsent(key);
            }
            return retention.isOver(key.app(), summaries.getLast().getAnchorMs())
                    ? new Expired<>()
                    : new Found<>(summaries);
        });
    }

    /** Whether it is known to have been erased; false as well where nobody can tell. */
    public boolean isErased(SessionKey key) {
        return this.<StoredSession>erasedOrAbsent(key) instanceof Erased<StoredSession>;
    }

    private <T> Answer<T> erasedOrAbsent(SessionKey key) {
        return read(key, ReplayStores.ERASED, store -> {
            try (WindowStoreIterator<byte[]> marks =
                    store.fetch(StoreKeys.session(key), Instant.EPOCH, ReplayStores.LATEST)) {
                return marks.hasNext() ? new Erased<>() : new Absent<>();
            }
        });
    }

    /** The readable segments, in lane order; lanes are not kept apart. */
    public Answer<List<StoredSegment>> segments(StoredSession session) {
        return refs(session.key(), session.parts(), List.of(StoreKeys.segments(session.key())))
                .map(StoredSegment::of);
    }

    /** One readable segment, without looking at the others. */
    public Answer<StoredSegment> segment(SessionKey key, String id) {
        return summaries(key)
                .then(summaries -> refs(key, summaries, StoreKeys.segment(key, id)))
                .then(refs -> StoredSegment.of(refs).stream()
                        .filter(segment -> segment.ref().getId().equals(id))
                        .findFirst()
                        .<Answer<StoredSegment>>map(Found::new)
                        .orElseGet(Absent::new));
    }

    /** Those that the summaries leave. */
    private Answer<List<SegmentRef>> refs(SessionKey key, List<SessionSummary> summaries, List<KeyRange> ranges) {
        return read(key, ReplayStores.SEGMENTS, store -> {
            List<SegmentRef> refs = new ArrayList<>();
            for (SessionSummary summary : summaries) {
                for (KeyRange range : ranges) {
                    range(store, range, summary.getAnchorMs(), topics.segmentRefs(), Integer.MAX_VALUE).stream()
                            .filter(ref -> SummaryCut.keeps(summary, ref))
                            .forEach(refs::add);
                }
            }
            return new Found<>(refs);
        });
    }

    /** Entries of the kinds, of each the earliest up to the limit; ordered by kind, then time. */
    public Answer<List<TimelineEntry>> timeline(StoredSession session, Set<MarkerKind> kinds) {
        return read(session.key(), ReplayStores.TIMELINE, store -> {
            Map<EntryKey, TimelineEntry> entries = new LinkedHashMap<>();
            for (MarkerKind kind : kinds) {
                KeyRange range = StoreKeys.entries(session.key(), kind);
                for (long anchorMs : session.anchorsMs()) {
                    range(store, range, anchorMs, topics.timelineEntries(), settings.maxMarkers())
                            .forEach(entry ->
                                    entries.put(new EntryKey(entry.getKind(), entry.getAtMs(), entry.getId()), entry));
                }
            }
            return new Found<>(List.copyOf(entries.values()));
        });
    }

    private static <V extends SpecificRecord> List<V> range(
            ReadOnlyWindowStore<Bytes, byte[]> store, KeyRange range, long anchorMs, Topic<V> topic, int limit) {
        List<V> values = new ArrayList<>();
        // the exact window: without it every segment of the store would be searched
        Instant anchor = Instant.ofEpochMilli(anchorMs);
        try (KeyValueIterator<Windowed<Bytes>, byte[]> rows = store.fetch(range.from(), range.to(), anchor, anchor)) {
            while (rows.hasNext() && values.size() < limit) {
                values.add(deserialized(topic, rows.next().value));
            }
        }
        return values;
    }

    /** Reads from a store in the session's partition. */
    <T> Answer<T> read(SessionKey key, String store, Function<ReadOnlyWindowStore<Bytes, byte[]>, Answer<T>> reading) {
        try {
            return stores.open(store, stores.partitionOf(key)).map(reading).orElseGet(this::unavailable);
        } catch (InvalidStateStoreException e) {
            return unavailable(); // moved away while it was read
        }
    }

    private <T> Answer<T> unavailable() {
        return new Unavailable<>(settings.retryAfter(), stores.progress());
    }

    private static <V extends SpecificRecord> V deserialized(Topic<V> topic, byte[] bytes) {
        return topic.valueSerde().deserializer().deserialize(topic.name(), bytes);
    }
}
