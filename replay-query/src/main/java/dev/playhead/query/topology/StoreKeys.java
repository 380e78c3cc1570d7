// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.topology;

import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.MarkerKind;
import dev.playhead.schemas.v1.SegmentRef;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of the stores: fixed length, big-endian, so that their byte order is the order of what they say. Names are
 * hashed (SHA-256, cut), longs have their sign bit flipped.
 */
public final class StoreKeys {

    public static final int SESSION_HASH_BYTES = 16;
    private static final int HASH_BYTES = Long.BYTES;
    private static final byte LARGEST_BYTE = (byte) 0xff;

    private StoreKeys() {}

    /** {@code hash16}: of {@code app:session}. */
    public static Bytes session(SessionKey key) {
        return Bytes.wrap(sessionHash(key));
    }

    /** {@code hash16, viewHash8, id8, part2}, where id8 is the index, or a hash of the id where there is none. */
    public static Bytes segment(SessionKey key, SegmentRef ref) {
        Integer index = ref.getIndex();
        // the top bit keeps the two apart: an index never has it, a hash always does
        long id = index != null ? index : hash8(ref.getId()) | Long.MIN_VALUE;
        return Bytes.wrap(ByteBuffer.allocate(SESSION_HASH_BYTES + HASH_BYTES + Long.BYTES + Short.BYTES)
                .put(sessionHash(key))
                .putLong(hash8(ref.getView()))
                .putLong(id)
                .putShort((short) ref.getPart())
                .array());
    }

    /** Every segment of a session. */
    public static KeyRange segments(SessionKey key) {
        return KeyRange.prefixed(sessionHash(key), HASH_BYTES + Long.BYTES + Short.BYTES);
    }

    /** {@code hash16, kind1, t8, idHash8}. */
    public static Bytes entry(SessionKey key, MarkerKind kind, long atMs, String id) {
        return Bytes.wrap(ByteBuffer.allocate(SESSION_HASH_BYTES + 1 + Long.BYTES + HASH_BYTES)
                .put(sessionHash(key))
                .put(kindByte(kind))
                .putLong(ordered(atMs))
                .putLong(hash8(id))
                .array());
    }

    /** Every entry of one kind in a session, in order of time. */
    public static KeyRange entries(SessionKey key, MarkerKind kind) {
        byte[] prefix = ByteBuffer.allocate(SESSION_HASH_BYTES + 1)
                .put(sessionHash(key))
                .put(kindByte(kind))
                .array();
        return KeyRange.prefixed(prefix, Long.BYTES + HASH_BYTES);
    }

    /** {@code appHash8, anchor8, hash16}. */
    public static Bytes row(String app, long anchorMs, byte[] sessionHash) {
        return Bytes.wrap(ByteBuffer.allocate(HASH_BYTES + Long.BYTES + SESSION_HASH_BYTES)
                .putLong(hash8(app))
                .putLong(ordered(anchorMs))
                .put(sessionHash)
                .array());
    }

    /** The application's rows with an anchor from {@code fromMs} to {@code toMs}, both inclusive. */
    public static KeyRange rows(String app, long fromMs, long toMs) {
        byte[] smallest = new byte[SESSION_HASH_BYTES];
        byte[] largest = new byte[SESSION_HASH_BYTES];
        Arrays.fill(largest, LARGEST_BYTE);
        return new KeyRange(row(app, fromMs, smallest), row(app, toMs, largest));
    }

    /** The hash in the last bytes of a {@link #row} key. */
    public static byte[] sessionHashOf(Bytes rowKey) {
        byte[] key = rowKey.get();
        return Arrays.copyOfRange(key, key.length - SESSION_HASH_BYTES, key.length);
    }

    public static byte[] sessionHash(SessionKey key) {
        return Arrays.copyOf(sha256(key.text()), SESSION_HASH_BYTES);
    }

    /** All keys that start with the same bytes, or lie between two. */
    public record KeyRange(Bytes from, Bytes to) {

        static KeyRange prefixed(byte[] prefix, int restBytes) {
            byte[] from = Arrays.copyOf(prefix, prefix.length + restBytes);
            byte[] to = from.clone();
            Arrays.fill(to, prefix.length, to.length, LARGEST_BYTE);
            return new KeyRange(Bytes.wrap(from), Bytes.wrap(to));
        }
    }

    /** Symbols of an Avro enum keep their place for ever: new ones are only appended. */
    private static byte kindByte(MarkerKind kind) {
        return (byte) MarkerKind.getClassSchema().getEnumOrdinal(kind.name());
    }

    private static long ordered(long signed) {
        return signed ^ Long.MIN_VALUE;
    }

    private static long hash8(String text) {
        return ByteBuffer.wrap(sha256(text)).getLong();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
