// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.query.api.SegmentItem.State;
import dev.playhead.query.store.Answer;
import dev.playhead.query.store.Answer.Absent;
import dev.playhead.query.store.Answer.Expired;
import dev.playhead.query.store.Answer.Found;
import dev.playhead.query.store.ReplayStore;
import dev.playhead.query.store.SegmentBodies;
import dev.playhead.query.store.SegmentBodies.Fetched.Gone;
import dev.playhead.query.store.SegmentBodies.Fetched.Present;
import dev.playhead.query.store.SegmentBodies.Fetched.Replaced;
import dev.playhead.query.store.StoredSegment;
import dev.playhead.schemas.SessionKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The index of a session's segments, and their bytes. */
public final class SegmentsHandler {

    private static final Comparator<SegmentItem> BY_INDEX =
            Comparator.comparing(SegmentItem::index, Comparator.nullsLast(Comparator.naturalOrder()));

    private final ReplayStore store;
    private final SegmentBodies bodies;
    private final int maxMissing;

    /** @param maxMissing missing indexes listed at most for one hole; what lies past it is still in the timeline */
    public SegmentsHandler(ReplayStore store, SegmentBodies bodies, int maxMissing) {
        this.store = store;
        this.bodies = bodies;
        this.maxMissing = maxMissing;
    }

    /** By view start, view id, index; missing indexes stand in their place. */
    public Answer<ItemList<SegmentItem>> list(SessionKey key) {
        return store.session(key)
                .then(session -> store.segments(session)
                        .map(segments -> items(Lane.of(session.summary(), segments), bodies.gone(segments))));
    }

    /** What the SDK sent, as a file. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record RawSegment(String fileName, byte[] bytes) {}

    public Answer<RawSegment> raw(SessionKey key, String id) {
        return store.segment(key, id).then(segment -> raw(key, segment));
    }

    private Answer<RawSegment> raw(SessionKey key, StoredSegment segment) {
        String name = "%s-%s".formatted(key.session(), segment.ref().getId()).replace(':', '-');
        return switch (bodies.fetch(List.of(segment)).get(segment)) {
            case Present(byte[] bytes) -> new Found<>(new RawSegment(name + ".bin", bytes));
            case Gone() -> new Expired<>();
            case Replaced() -> new Absent<>();
            case null -> throw new IllegalStateException("a fetch answers for every segment it is asked for");
        };
    }

    private ItemList<SegmentItem> items(List<Lane> lanes, Collection<StoredSegment> gone) {
        Set<StoredSegment> expired = new HashSet<>(gone);
        List<SegmentItem> items = new ArrayList<>();
        for (Lane lane : lanes) {
            List<SegmentItem> ofLane = new ArrayList<>();
            lane.segments()
                    .forEach(segment -> ofLane.add(
                            SegmentItem.of(segment, expired.contains(segment) ? State.EXPIRED : State.STORED)));
            lane.missing()
                    .forEach(hole -> IntStream.rangeClosed(hole.getFromIndex(), hole.getToIndex())
                            .limit(maxMissing)
                            .forEach(index -> ofLane.add(SegmentItem.missing(lane.view(), index))));
            ofLane.sort(BY_INDEX); // stable: those without an index stay in lane order
            items.addAll(ofLane);
        }
        return ItemList.ofOne(items);
    }
}
