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
 * Where a row stands in the list of sessions, newest received first; also the opaque cursor of that list. A keyset, not
 * a count: sessions that arrive while someone turns pages move nothing.
 *
 * @param anchorMs when the session was first received
 * @param session its hash, which decides where two were received in the same millisecond
 */
public record RowPosition(long anchorMs, Bytes session) implements Comparable<RowPosition> {

    private static final int SESSION_BYTES = 16;
    private static final Comparator<RowPosition> NEWEST_FIRST = Comparator.comparingLong(RowPosition::anchorMs)
            .thenComparing(RowPosition::session)
            .reversed();

    @Override
    public int compareTo(RowPosition other) {
        return NEWEST_FIRST.compare(this, other);
    }

    public String toCursor() {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES + SESSION_BYTES)
                .putLong(anchorMs)
                .put(session.get())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Reads what {@link #toCursor} gave out; empty for anything else. */
    public static Optional<RowPosition> fromCursor(String cursor) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            long anchorMs = buffer.getLong();
            byte[] session = new byte[SESSION_BYTES];
            buffer.get(session);
            return buffer.hasRemaining() || anchorMs < 0
                    ? Optional.empty()
                    : Optional.of(new RowPosition(anchorMs, Bytes.wrap(session)));
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return Optional.empty();
        }
    }
}
