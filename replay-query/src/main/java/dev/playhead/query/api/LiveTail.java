// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.formats.facts.ContentHash;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one follower of a session still has to be told: the difference between a state of it and what was told before,
 * as server-sent events. Whoever keeps the latest item of each key, and forgets a kind where it is told {@code reset},
 * has the session's state after each batch that is complete.
 *
 * <p>Remembers two hashes of each item that was told, and nothing else of it. For one thread at a time.
 */
public final class LiveTail {

    private final int batchChars;
    private final Map<LiveKind, ToldItems> told = new EnumMap<>(LiveKind.class);
    private Optional<LivePosition> resumed;
    private int endedRevision;

    /**
     * @param lastEventId of the connection before this one; empty for the first, and one that says nothing here is as
     *     good as none
     * @param batchChars after which no further item is added to a batch
     */
    public LiveTail(Optional<String> lastEventId, int batchChars) {
        this.batchChars = batchChars;
        this.resumed = lastEventId.flatMap(LivePosition::fromId);
        for (LiveKind kind : LiveKind.values()) {
            told.put(kind, ToldItems.NONE);
        }
    }

    /**
     * What is told at once.
     *
     * @param events in the format of an event stream; empty where there is nothing to tell
     * @param complete whether nothing of the state was left for the next batch
     * @param over whether this is the last batch: the session has ended, and its end is told
     */
    public record Batch(String events, boolean complete, boolean over) {}

    private record Reset(String event) {}

    private record End(String status, int revision) {}

    /**
     * Tells what was not told yet: kind by kind, in each in the order of the session's own lists. A kind of which
     * something was taken back is reset before, and told anew.
     */
    public Batch next(LiveState state) {
        Map<LiveKind, List<LiveItem>> items = state.items();
        Set<LiveKind> takenBack = EnumSet.noneOf(LiveKind.class);
        resumed.ifPresent(position -> recognise(items, position, takenBack));
        resumed = Optional.empty();
        items.forEach((kind, current) -> {
            if (told(kind).hasKeyBeyond(current)) {
                takenBack.add(kind);
            }
        });

        EventText out = new EventText();
        takenBack.forEach(kind -> {
            out.event("reset", LiveItem.json(new Reset(kind.eventName())));
            told.put(kind, ToldItems.NONE);
        });
        LivePosition position = new LivePosition();
        boolean complete = true;
        for (LiveKind kind : LiveKind.values()) {
            complete &= tell(kind, items.getOrDefault(kind, List.of()), position, out);
        }
        int revision = state.timeline().revision();
        boolean over = complete && state.isOver();
        if (over && (!out.isEmpty() || endedRevision != revision)) {
            endedRevision = revision;
            out.event("end", LiveItem.json(new End(state.timeline().status(), revision)));
        }
        position.endAt(endedRevision);
        return new Batch(out.withId(position), complete, over);
    }

    /** @return whether there was room for all */
    private boolean tell(LiveKind kind, List<LiveItem> items, LivePosition position, EventText out) {
        ToldItems before = told(kind);
        ToldItems.Builder after = new ToldItems.Builder();
        boolean complete = true;
        for (LiveItem item : items) {
            byte[] json = item.json();
            long keyHash = item.keyHash();
            long hash = ContentHash.of(json, 0, json.length);
            if (!before.has(hash)) {
                if (out.length() >= batchChars) {
                    complete = false;
                    if (before.hasKey(keyHash)) {
                        after.addOlder(keyHash);
                    }
                    continue;
                }
                out.event(kind.eventName(), json);
            }
            after.add(keyHash, hash);
            position.add(kind, keyHash, hash);
        }
        told.put(kind, after.build());
        return complete;
    }

    /**
     * Takes as told what lies in buckets that have not changed. Where a kind is a single one, that it has changed says
     * nothing about what is still there: it is begun anew.
     */
    private void recognise(Map<LiveKind, List<LiveItem>> items, LivePosition position, Set<LiveKind> takenBack) {
        endedRevision = position.endedRevision();
        items.forEach((kind, current) -> {
            long[] keys = current.stream().mapToLong(LiveItem::keyHash).toArray();
            long[] hashes = current.stream().mapToLong(LiveItem::contentHash).toArray();
            LivePosition now = new LivePosition();
            for (int i = 0; i < keys.length; i++) {
                now.add(kind, keys[i], hashes[i]);
            }
            ToldItems.Builder known = new ToldItems.Builder();
            for (int i = 0; i < keys.length; i++) {
                if (now.agreesOn(kind, keys[i], position)) {
                    known.add(keys[i], hashes[i]);
                }
            }
            told.put(kind, known.build());
            if (kind.buckets() == 1 && !now.agreesOn(kind, 0, position) && !position.isEmptyOf(kind)) {
                takenBack.add(kind);
            }
        });
    }

    private ToldItems told(LiveKind kind) {
        return told.getOrDefault(kind, ToldItems.NONE);
    }
}
