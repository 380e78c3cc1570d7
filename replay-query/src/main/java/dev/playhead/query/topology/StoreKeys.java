// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.topology;

import dev.playhead.formats.facts.Fingerprint;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.MarkerKind;
import dev.playhead.schemas.v1.SegmentRef;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of the stores: fixed length, big-endian, so that their byte order is the order of what they say. Names are
 * hashed ({@link Fingerprint}), longs have their sign bit flipped.
 */
public final class StoreKeys {

    private static final int HASH_BYTES = Long.BYTES;

    /** What decides between sessions of one moment is their hash. */
    public static final int ROW_TAIL_BYTES = SessionKey.HASH_BYTES;

    /** What decides between items of one moment. */
    public static final int ITEM_TAIL_BYTES = SessionKey.HASH_BYTES + HASH_BYTES;

    private static final byte LARGEST_BYTE = (byte) 0xff;

    private static final Pattern INDEX = Pattern.compile("[0-9]{1,10}");

    private StoreKeys() {}

    /** {@code hash16}: of {@code app:session}. */
    public static Bytes session(SessionKey key) {
        return Bytes.wrap(key.hash());
    }

    /** {@code hash16, viewHash8, id8, part2}, where id8 is the index, or a hash of the id where there is none. */
    public static Bytes segment(SessionKey key, SegmentRef ref) {
        Integer index = ref.getIndex();
        long id = index != null ? index : hashedId(ref.getId());
        return Bytes.wrap(ByteBuffer.allocate(SessionKey.HASH_BYTES + HASH_BYTES + Long.BYTES + Short.BYTES)
                .put(key.hash())
                .putLong(Fingerprint.of(ref.getView()))
                .putLong(id)
                .putShort((short) ref.getPart())
                .array());
    }

    /**
     * The parts of the segment that has an id, {@code VIEW:NAME}, where the name may be an index or something else that
     * looks like one; none for what is no segment's id.
     */
    public static List<KeyRange> segment(SessionKey key, String id) {
        int colon = id.indexOf(':');
        if (colon < 0) {
            return List.of();
        }
        long view = Fingerprint.of(id.substring(0, colon));
        List<KeyRange> ranges = new ArrayList<>();
        if (INDEX.matcher(id.substring(colon + 1)).matches()) {
            ranges.add(parts(key, view, Long.parseLong(id.substring(colon + 1))));
        }
        ranges.add(parts(key, view, hashedId(id)));
        return ranges;
    }

    private static KeyRange parts(SessionKey key, long view, long id) {
        byte[] prefix = ByteBuffer.allocate(SessionKey.HASH_BYTES + HASH_BYTES + Long.BYTES)
                .put(key.hash())
                .putLong(view)
                .putLong(id)
                .array();
        return KeyRange.prefixed(prefix, Short.BYTES);
    }

    /** The top bit keeps it apart from an index, which never has it. */
    private static long hashedId(String id) {
        return Fingerprint.of(id) | Long.MIN_VALUE;
    }

    /** Every segment of a session. */
    public static KeyRange segments(SessionKey key) {
        return KeyRange.prefixed(key.hash(), HASH_BYTES + Long.BYTES + Short.BYTES);
    }

    /** {@code hash16, kind1, t8, idHash8}. */
    public static Bytes entry(SessionKey key, MarkerKind kind, long atMs, String id) {
        return entry(key, kind, atMs, Fingerprint.of(id));
    }

    /** The same, of an id of which only the hash is known. */
    public static Bytes entry(SessionKey key, MarkerKind kind, long atMs, long idHash) {
        return Bytes.wrap(ByteBuffer.allocate(SessionKey.HASH_BYTES + 1 + Long.BYTES + HASH_BYTES)
                .put(key.hash())
                .put(kindByte(kind))
                .putLong(ordered(atMs))
                .putLong(idHash)
                .array());
    }

    /** Every entry of one kind in a session, in order of time. */
    public static KeyRange entries(SessionKey key, MarkerKind kind) {
        byte[] prefix = ByteBuffer.allocate(SessionKey.HASH_BYTES + 1)
                .put(key.hash())
                .put(kindByte(kind))
                .array();
        return KeyRange.prefixed(prefix, Long.BYTES + HASH_BYTES);
    }

    /** Every entry of a session. */
    public static KeyRange entries(SessionKey key) {
        return KeyRange.prefixed(key.hash(), 1 + Long.BYTES + HASH_BYTES);
    }

    /** {@code appHash8, anchor8, hash16}. */
    public static Bytes row(String app, long anchorMs, byte[] sessionHash) {
        return Bytes.wrap(ByteBuffer.allocate(HASH_BYTES + Long.BYTES + SessionKey.HASH_BYTES)
                .putLong(Fingerprint.of(app))
                .putLong(ordered(anchorMs))
                .put(sessionHash)
                .array());
    }

    /** The application's rows with an anchor from {@code fromMs} to {@code toMs}, both inclusive. */
    public static KeyRange rows(String app, long fromMs, long toMs) {
        byte[] smallest = new byte[SessionKey.HASH_BYTES];
        byte[] largest = new byte[SessionKey.HASH_BYTES];
        Arrays.fill(largest, LARGEST_BYTE);
        return new KeyRange(row(app, fromMs, smallest), row(app, toMs, largest));
    }

    /** {@code appHash8, kind1, rx8, hash16, idHash8}. */
    public static Bytes item(SessionKey key, ItemKind kind, long receivedMs, String id) {
        return item(key.app(), kind, receivedMs, itemTail(key, id));
    }

    /** The application's items of one kind, received from {@code fromMs} to {@code toMs}, both inclusive. */
    public static KeyRange items(String app, ItemKind kind, long fromMs, long toMs) {
        byte[] smallest = new byte[ITEM_TAIL_BYTES];
        byte[] largest = new byte[ITEM_TAIL_BYTES];
        Arrays.fill(largest, LARGEST_BYTE);
        return new KeyRange(item(app, kind, fromMs, smallest), item(app, kind, toMs, largest));
    }

    /** What decides between items of one moment: {@code hash16, idHash8}. */
    public static byte[] itemTail(SessionKey key, String id) {
        return ByteBuffer.allocate(ITEM_TAIL_BYTES)
                .put(key.hash())
                .putLong(Fingerprint.of(id))
                .array();
    }

    private static Bytes item(String app, ItemKind kind, long receivedMs, byte[] tail) {
        return Bytes.wrap(ByteBuffer.allocate(HASH_BYTES + 1 + Long.BYTES + ITEM_TAIL_BYTES)
                .putLong(Fingerprint.of(app))
                .put(kindByte(kind.marker()))
                .putLong(ordered(receivedMs))
                .put(tail)
                .array());
    }

    /** The last bytes of a key. */
    public static Bytes tail(Bytes key, int length) {
        byte[] bytes = key.get();
        return Bytes.wrap(Arrays.copyOfRange(bytes, bytes.length - length, bytes.length));
    }

    /** Whether the tail of an item's key names the session. */
    public static boolean isOf(SessionKey session, Bytes itemTail) {
        return Arrays.equals(itemTail.get(), 0, SessionKey.HASH_BYTES, session.hash(), 0, SessionKey.HASH_BYTES);
    }

    /** The hash that stands for an id. */
    public static long idHash(String id) {
        return Fingerprint.of(id);
    }

    /** The hash of an id that a key ends with. */
    public static long idHashOf(Bytes key) {
        return ByteBuffer.wrap(key.get()).getLong(key.get().length - HASH_BYTES);
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
}
