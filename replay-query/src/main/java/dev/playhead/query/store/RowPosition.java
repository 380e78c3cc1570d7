// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/**
 * Where a row stands in a list, newest received first; also the opaque cursor of that list. A keyset, not a count: rows
 * that arrive while someone turns pages move nothing.
 *
 * @param receivedMs when it was first received
 * @param row hashes of what it is about, which decide where two were received in the same millisecond
 */
public record RowPosition(long receivedMs, Bytes row) implements Comparable<RowPosition> {

    private static final Comparator<RowPosition> NEWEST_FIRST = Comparator.comparingLong(RowPosition::receivedMs)
            .thenComparing(RowPosition::row)
            .reversed();

    @Override
    public int compareTo(RowPosition other) {
        return NEWEST_FIRST.compare(this, other);
    }

    public String toCursor() {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES + row.get().length)
                .putLong(receivedMs)
                .put(row.get())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Reads what {@link #toCursor} gave out; empty for anything else.
     *
     * @param rowBytes how many bytes of hashes the rows of this list have
     */
    public static Optional<RowPosition> fromCursor(String cursor, int rowBytes) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            long receivedMs = buffer.getLong();
            byte[] row = new byte[rowBytes];
            buffer.get(row);
            return buffer.hasRemaining() || receivedMs < 0
                    ? Optional.empty()
                    : Optional.of(new RowPosition(receivedMs, Bytes.wrap(row)));
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return Optional.empty();
        }
    }
}
