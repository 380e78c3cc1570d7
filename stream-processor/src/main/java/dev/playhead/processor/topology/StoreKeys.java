// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.facts.Fingerprint;
import dev.playhead.processor.session.MemberId;
import dev.playhead.schemas.SessionKey;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Fixed-length, big-endian keys of the stores, so that byte order is the order that scans need. */
final class StoreKeys {

    private static final int SESSION_BYTES = SessionKey.HASH_BYTES;
    private static final int MEMBER_BYTES = SESSION_BYTES + 1 + Long.BYTES;
    private static final int DEADLINE_HEAD_BYTES = 1 + Long.BYTES;
    private static final int DEADLINE_BYTES = DEADLINE_HEAD_BYTES + SESSION_BYTES;
    private static final int PARTS_BYTES = SESSION_BYTES + Long.BYTES + Integer.BYTES + Short.BYTES;

    /** What the two bytes of a number of parts can say. */
    static final int MAX_PARTS = (1 << Short.SIZE) - 1;

    private StoreKeys() {}

    /**
     * hash16, kind1, idHash8.
     *
     * @param session its {@link SessionKey#hash}, like everywhere here
     */
    static byte[] member(byte[] session, MemberId id) {
        return ByteBuffer.allocate(MEMBER_BYTES)
                .put(session)
                .put(id.kind().code())
                .putLong(Fingerprint.of(id.text()))
                .array();
    }

    /**
     * kind1, deadline8, hash16.
     *
     * @param atMs epoch ms, not negative
     */
    static byte[] deadline(DeadlineKind kind, long atMs, byte[] session) {
        return ByteBuffer.allocate(DEADLINE_BYTES)
                .put(kind.code())
                .putLong(atMs)
                .put(session)
                .array();
    }

    /**
     * hash16, identityHash8, crc4, parts2: all parts of one variant of a split segment.
     *
     * @param parts how many it was split into, at most {@link #MAX_PARTS}
     */
    static byte[] parts(byte[] session, String identity, int crc, int parts) {
        return ByteBuffer.allocate(PARTS_BYTES)
                .put(session)
                .putLong(Fingerprint.of(identity))
                .putInt(crc)
                .putShort((short) parts)
                .array();
    }

    /** The key of all parts, then part2. */
    static byte[] part(byte[] parts, int part) {
        return ByteBuffer.allocate(PARTS_BYTES + Short.BYTES)
                .put(parts)
                .putShort((short) part)
                .array();
    }

    /** A summary is due at once, and once however often it was asked for. */
    static byte[] summaryDeadline(byte[] session) {
        return deadline(DeadlineKind.SUMMARY, 0, session);
    }

    /** As {@link #deadline}, with the rest of a {@link #parts} key behind it. */
    static byte[] partsDeadline(long atMs, byte[] parts) {
        return ByteBuffer.allocate(DEADLINE_HEAD_BYTES + PARTS_BYTES)
                .put(DeadlineKind.SEGMENT_PARTS.code())
                .putLong(atMs)
                .put(parts)
                .array();
    }

    /** The {@link #parts} key in a {@link #partsDeadline}. */
    static byte[] partsOf(byte[] deadline) {
        return Arrays.copyOfRange(deadline, DEADLINE_HEAD_BYTES, DEADLINE_HEAD_BYTES + PARTS_BYTES);
    }

    /** Sorts before every deadline of a kind. */
    static byte[] firstDeadline(DeadlineKind kind) {
        return deadline(kind, 0, new byte[SESSION_BYTES]);
    }

    /** Sorts after every deadline of a kind at or before a moment. */
    static byte[] deadlinesUntil(DeadlineKind kind, long atMs) {
        byte[] largest = new byte[SESSION_BYTES];
        Arrays.fill(largest, (byte) 0xff);
        return deadline(kind, atMs, largest);
    }

    static long timeOf(byte[] deadline) {
        return ByteBuffer.wrap(deadline).getLong(1);
    }

    static byte[] sessionOf(byte[] deadline) {
        return Arrays.copyOfRange(deadline, DEADLINE_HEAD_BYTES, DEADLINE_BYTES);
    }
}
