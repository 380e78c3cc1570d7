// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The deadlines of one kind, in rounds that fit into a transaction: each goes on where a full one before it ended, so
 * that nothing waits behind what is due for ever.
 */
final class DueRound {

    private final KeyValueStore<Bytes, byte[]> deadlines;
    private final DeadlineKind kind;
    private final int max;

    private Bytes from;

    DueRound(KeyValueStore<Bytes, byte[]> deadlines, DeadlineKind kind, int max) {
        this.deadlines = deadlines;
        this.kind = kind;
        this.max = max;
        this.from = first();
    }

    /** Keys of what is due, in order of time, as far as they fit into a round. */
    List<byte[]> next(long nowMs) {
        List<byte[]> due = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries =
                deadlines.range(from, Bytes.wrap(StoreKeys.deadlinesUntil(kind, nowMs)))) {
            while (entries.hasNext() && due.size() < max) {
                due.add(entries.next().key.get());
            }
        }
        from = due.size() < max ? first() : Bytes.wrap(due.getLast());
        return due;
    }

    private Bytes first() {
        return Bytes.wrap(StoreKeys.firstDeadline(kind));
    }
}
