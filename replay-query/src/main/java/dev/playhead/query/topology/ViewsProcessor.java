// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.topology;

import dev.playhead.query.topology.StoreKeys.KeyRange;
import dev.playhead.query.topology.ViewUpdate.Decided;
import dev.playhead.query.topology.ViewUpdate.EntryChanged;
import dev.playhead.query.topology.ViewUpdate.Nothing;
import dev.playhead.query.topology.ViewUpdate.SegmentFound;
import dev.playhead.query.topology.ViewUpdate.SessionChanged;
import dev.playhead.query.topology.ViewUpdate.SessionErased;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.v1.Control;
import dev.playhead.schemas.v1.ControlAction;
import dev.playhead.schemas.v1.EntryOp;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.TimelineEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Puts and deletes by key, and a row follows from what was put: a record that comes again changes nothing, which is
 * what makes at-least-once enough here.
 */
final class ViewsProcessor implements Processor<SessionKey, ViewUpdate, Void, Void> {

    private static final byte[] NOTHING = new byte[0];

    private final Topic<SegmentRef> segmentRefs;
    private final Topic<TimelineEntry> timelineEntries;
    private final Topic<SessionSummary> sessions;
    private final SessionChanges changes;

    private WindowStore<Bytes, byte[]> segments;
    private WindowStore<Bytes, byte[]> timeline;
    private WindowStore<Bytes, byte[]> summaries;
    private WindowStore<Bytes, byte[]> byTime;
    private ItemRows items;
    private WindowStore<Bytes, byte[]> erased;
    private ProcessorContext<Void, Void> context;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    ViewsProcessor(
            Topic<SegmentRef> segmentRefs,
            Topic<TimelineEntry> timelineEntries,
            Topic<SessionSummary> sessions,
            SessionChanges changes) {
        this.segmentRefs = segmentRefs;
        this.timelineEntries = timelineEntries;
        this.sessions = sessions;
        this.changes = changes;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        this.context = context;
        segments = context.getStateStore(ReplayStores.SEGMENTS);
        timeline = context.getStateStore(ReplayStores.TIMELINE);
        summaries = context.getStateStore(ReplayStores.SUMMARIES);
        byTime = context.getStateStore(ReplayStores.BY_TIME);
        items = new ItemRows(context.getStateStore(ReplayStores.ITEMS_BY_TIME));
        erased = context.getStateStore(ReplayStores.ERASED);
    }

    @Override
    public void process(Record<SessionKey, ViewUpdate> received) {
        SessionKey key = received.key();
        switch (received.value()) {
            case SegmentFound(SegmentRef ref, byte[] bytes) -> add(key, ref, bytes);
            case EntryChanged(TimelineEntry entry, byte[] bytes) -> change(key, entry, bytes);
            case SessionChanged(SessionSummary summary, byte[] bytes) -> change(key, summary, bytes);
            case Decided(Control control) when asksToErase(control, key) -> erase(key, received.timestamp());
            case Decided(Control other) -> {} // the processor sets it aside
            case SessionErased() -> erase(key, received.timestamp());
            case Nothing() -> {}
        }
        changes.tell(key);
    }

    private void add(SessionKey key, SegmentRef ref, byte[] bytes) {
        segments.put(StoreKeys.segment(key, ref), bytes, ref.getAnchorMs());
        List<Long> anchors = anchors(StoreKeys.session(key));
        if (anchors.size() > 1) {
            list(key, anchors, union(key, anchors));
        }
    }

    private void change(SessionKey key, TimelineEntry entry, byte[] bytes) {
        Bytes row = StoreKeys.entry(key, entry.getKind(), entry.getAtMs(), entry.getId());
        if (entry.getOp() == EntryOp.DELETE) {
            if (ItemRows.isListed(entry.getKind())) {
                byte[] stored = timeline.fetch(row, entry.getAnchorMs()); // which alone knows when it was received
                if (stored != null) {
                    items.delete(key, read(timelineEntries, stored));
                }
            }
            delete(timeline, row, entry.getAnchorMs());
        } else {
            timeline.put(row, bytes, entry.getAnchorMs());
            items.put(key, entry);
        }
    }

    private void change(SessionKey key, SessionSummary summary, byte[] bytes) {
        if (isErased(StoreKeys.session(key))) {
            return;
        }
        byte[] before = summaries.fetch(StoreKeys.session(key), summary.getAnchorMs());
        summaries.put(StoreKeys.session(key), bytes, summary.getAnchorMs());
        items.change(key, before == null ? null : read(sessions, before), summary);
        List<Long> anchors = anchors(StoreKeys.session(key));
        if (anchors.contains(summary.getAnchorMs())) { // else it is past its retention
            list(key, anchors, anchors.size() > 1 ? union(key, anchors) : summary);
        }
    }

    /** A session has one row, however often the processor forgot it: at its last anchor. */
    @SuppressWarnings("NullAway") // a null value is how a window store deletes
    private void list(SessionKey key, List<Long> anchors, SessionSummary whole) {
        for (long anchorMs : anchors) {
            byte[] row = anchorMs == whole.getAnchorMs() ? SessionRow.of(whole).toBytes(sessions) : null;
            byTime.put(StoreKeys.row(key.app(), anchorMs, key.hash()), row, anchorMs);
        }
    }

    private SessionSummary union(SessionKey key, List<Long> anchors) {
        List<SessionSummary> parts = new ArrayList<>();
        List<SegmentRef> refs = new ArrayList<>();
        KeyRange range = StoreKeys.segments(key);
        for (long anchorMs : anchors) {
            SessionSummary part = read(sessions, summaries.fetch(StoreKeys.session(key), anchorMs));
            parts.add(part);
            Instant anchor = Instant.ofEpochMilli(anchorMs);
            try (KeyValueIterator<Windowed<Bytes>, byte[]> rows =
                    segments.fetch(range.from(), range.to(), anchor, anchor)) {
                rows.forEachRemaining(row -> {
                    SegmentRef ref = read(segmentRefs, row.value);
                    if (SummaryCut.keeps(part, ref)) {
                        refs.add(ref);
                    }
                });
            }
        }
        return SessionUnion.of(parts, refs);
    }

    private static <V extends SpecificRecord> V read(Topic<V> topic, byte[] bytes) {
        return topic.valueSerde().deserializer().deserialize(topic.name(), bytes);
    }

    private static boolean asksToErase(Control control, SessionKey key) {
        return control.getAction() == ControlAction.ERASE
                && control.getApp().equals(key.app())
                && control.getSession().equals(key.session());
    }

    /**
     * No summary is taken any more, and without one a session is not answered. References and entries that are still on
     * their way have a tombstone of their topic behind them, which takes them out again.
     *
     * @param atMs when it was erased; a clock ahead of ours must not move the store's window
     */
    private void erase(SessionKey key, long atMs) {
        Bytes session = StoreKeys.session(key);
        erased.put(session, NOTHING, Math.min(atMs, context.currentSystemTimeMs()));
        for (long anchorMs : anchors(session)) {
            items.delete(key, read(sessions, summaries.fetch(session, anchorMs)));
            delete(summaries, session, anchorMs);
            delete(byTime, StoreKeys.row(key.app(), anchorMs, key.hash()), anchorMs);
        }
        deleteAll(segments, StoreKeys.segments(key), row -> {});
        deleteAll(timeline, StoreKeys.entries(key), row -> items.delete(key, read(timelineEntries, row)));
    }

    private static void deleteAll(WindowStore<Bytes, byte[]> store, KeyRange range, Consumer<byte[]> deleted) {
        List<Windowed<Bytes>> keys = new ArrayList<>();
        try (KeyValueIterator<Windowed<Bytes>, byte[]> rows =
                store.fetch(range.from(), range.to(), Instant.EPOCH, ReplayStores.LATEST)) {
            rows.forEachRemaining(row -> {
                deleted.accept(row.value);
                keys.add(row.key);
            });
        }
        keys.forEach(key -> delete(store, key.key(), key.window().start()));
    }

    @SuppressWarnings("NullAway") // a null value is how a window store deletes
    private static void delete(WindowStore<Bytes, byte[]> store, Bytes key, long anchorMs) {
        store.put(key, null, anchorMs);
    }

    private boolean isErased(Bytes session) {
        try (WindowStoreIterator<byte[]> marks = erased.fetch(session, Instant.EPOCH, ReplayStores.LATEST)) {
            return marks.hasNext();
        }
    }

    private List<Long> anchors(Bytes session) {
        List<Long> anchors = new ArrayList<>();
        try (WindowStoreIterator<byte[]> rows = summaries.fetch(session, Instant.EPOCH, ReplayStores.LATEST)) {
            rows.forEachRemaining(row -> anchors.add(row.key));
        }
        return anchors;
    }
}
