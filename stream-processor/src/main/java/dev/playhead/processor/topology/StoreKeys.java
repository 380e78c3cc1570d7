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
