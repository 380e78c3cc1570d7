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
    private static final int DEADLINE_BYTES = Long.BYTES + SESSION_BYTES + 1;
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
     * deadline8, hash16, kind1.
     *
     * @param atMs epoch ms, not negative
     */
    static byte[] deadline(long atMs, byte[] session, DeadlineKind kind) {
        return ByteBuffer.allocate(DEADLINE_BYTES)
                .putLong(atMs)
                .put(session)
                .put(kind.code())
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

    /** As {@link #deadline}, with the rest of a {@link #parts} key behind it. */
    static byte[] partsDeadline(long atMs, byte[] parts) {
        return ByteBuffer.allocate(Long.BYTES + 1 + PARTS_BYTES)
                .putLong(atMs)
                .put(parts, 0, SESSION_BYTES)
                .put(DeadlineKind.SEGMENT_PARTS.code())
                .put(parts, SESSION_BYTES, PARTS_BYTES - SESSION_BYTES)
                .array();
    }

    /** The {@link #parts} key in a {@link #partsDeadline}. */
    static byte[] partsOf(byte[] deadline) {
        return ByteBuffer.allocate(PARTS_BYTES)
                .put(deadline, Long.BYTES, SESSION_BYTES)
                .put(deadline, DEADLINE_BYTES, PARTS_BYTES - SESSION_BYTES)
                .array();
    }

    /** Sorts after every deadline at or before a moment. */
    static byte[] deadlinesUntil(long atMs) {
        byte[] last = new byte[DEADLINE_BYTES];
        Arrays.fill(last, (byte) 0xff);
        ByteBuffer.wrap(last).putLong(atMs);
        return last;
    }

    static byte[] firstDeadline() {
        return new byte[DEADLINE_BYTES];
    }

    static byte[] sessionOf(byte[] deadline) {
        return Arrays.copyOfRange(deadline, Long.BYTES, Long.BYTES + SESSION_BYTES);
    }

    static DeadlineKind kindOf(byte[] deadline) {
        return DeadlineKind.ofCode(deadline[DEADLINE_BYTES - 1]);
    }
}
