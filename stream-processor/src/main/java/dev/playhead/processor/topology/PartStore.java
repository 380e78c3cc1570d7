// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.processor.row.PartSetRow;
import dev.playhead.schemas.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * {@link SessionTopology#SEGMENT_PARTS}: under a set's key its row, and under the keys that begin with it the bytes of
 * its parts.
 */
final class PartStore {

    /** A row stands in a record of the changelog, as a part does. */
    private static final int MAX_ROW_BYTES = Topics.MAX_BODY_BYTES;

    private final KeyValueStore<Bytes, byte[]> store;
    private final RowSerde<PartSetRow> rows = new RowSerde<>(PartSetRow.class);

    PartStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    @Nullable
    PartSet find(byte[] set) {
        PartSetRow row = rows.deserialize(store.name(), store.get(Bytes.wrap(set)));
        return row == null ? null : PartSetRows.fromRow(row);
    }

    void put(byte[] set, PartSet value) {
        store.put(Bytes.wrap(set), bytes(value));
    }

    /** Whether a set's row is small enough to be kept. */
    boolean fits(PartSet value) {
        return bytes(value).length <= MAX_ROW_BYTES;
    }

    /** @throws IllegalStateException if the part is not there */
    byte[] part(byte[] set, int part) {
        byte[] body = store.get(Bytes.wrap(StoreKeys.part(set, part)));
        if (body == null) {
            throw new IllegalStateException("part %d of a segment is in its row and not in the store".formatted(part));
        }
        return body;
    }

    void putPart(byte[] set, int part, byte[] body) {
        store.put(Bytes.wrap(StoreKeys.part(set, part)), body);
    }

    void deleteParts(byte[] set, Collection<Integer> parts) {
        parts.forEach(part -> store.delete(Bytes.wrap(StoreKeys.part(set, part))));
    }

    /**
     * Drops what is there of a set that was never read. Of one that was, the row stays, so that a late duplicate of a
     * part is known for what it is.
     */
    void giveUp(byte[] set) {
        PartSet known = find(set);
        if (known != null && known.outcome() == null) {
            store.delete(Bytes.wrap(set));
        }
        keysOfParts(set).forEach(store::delete);
    }

    /** Drops what is there of all sets of a session. */
    void forget(byte[] session) {
        keys(store.prefixScan(session, Serdes.ByteArray().serializer())).forEach(store::delete);
    }

    private List<Bytes> keysOfParts(byte[] set) {
        return keys(store.range(
                Bytes.wrap(StoreKeys.part(set, 0)), Bytes.wrap(StoreKeys.part(set, StoreKeys.MAX_PARTS - 1))));
    }

    private static List<Bytes> keys(KeyValueIterator<Bytes, byte[]> rows) {
        List<Bytes> keys = new ArrayList<>();
        try (rows) {
            rows.forEachRemaining(row -> keys.add(row.key));
        }
        return keys;
    }

    private byte[] bytes(PartSet value) {
        return Objects.requireNonNull(rows.serialize(store.name(), PartSetRows.toRow(value)));
    }
}
