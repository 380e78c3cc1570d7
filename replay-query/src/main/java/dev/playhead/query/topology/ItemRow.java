// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.topology;

import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.TimelineEntry;
import dev.playhead.schemas.v1.ViewSummary;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Where a RUM item is found that was received at the time in its key: a place, and nothing of what it says, which
 * stands in the timeline and the summary of its session.
 *
 * @param atMs when it happened, which is part of its entry's key
 */
public record ItemRow(String session, long atMs) {

    /** When an entry was first received. */
    public static long receivedMs(TimelineEntry entry) {
        Long receivedMs = entry.getReceivedAtMs();
        return receivedMs == null ? entry.getAnchorMs() : receivedMs;
    }

    /** When something of a view was first received. */
    public static long receivedMs(SessionSummary session, ViewSummary view) {
        Long receivedMs = view.getReceivedAtMs();
        return receivedMs == null ? session.getAnchorMs() : receivedMs;
    }

    /** Stored form: the moment (8 bytes), then the session's id. */
    byte[] toBytes() {
        byte[] id = session.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + id.length).putLong(atMs).put(id).array();
    }

    /** @throws SerializationException if the bytes are not a row */
    public static ItemRow fromBytes(byte[] bytes) {
        if (bytes.length <= Long.BYTES) {
            throw new SerializationException("a row is cut");
        }
        long atMs = ByteBuffer.wrap(bytes).getLong();
        return new ItemRow(new String(bytes, Long.BYTES, bytes.length - Long.BYTES, StandardCharsets.UTF_8), atMs);
    }
}
