// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How much of a session somebody was told, small enough to be an event's id: items fall into buckets by their keys, and
 * of each bucket it knows the sum of its items' hashes. A bucket with another sum now has something new in it, or
 * something changed or taken back; all others hold what was told. It says so on any instance, also one that has never
 * heard of the stream before.
 */
final class LivePosition {

    private static final byte VERSION = 1;
    private static final int SUM_BYTES = 6;
    private static final long SUM_MASK = (1L << (Byte.SIZE * SUM_BYTES)) - 1;

    private static final int BYTES = 1
            + Integer.BYTES
            + SUM_BYTES
                    * Arrays.stream(LiveKind.values())
                            .mapToInt(LiveKind::buckets)
                            .sum();

    private final Map<LiveKind, long[]> sums = new EnumMap<>(LiveKind.class);
    private int endedRevision;

    /** Of somebody who was told nothing. */
    LivePosition() {
        for (LiveKind kind : LiveKind.values()) {
            sums.put(kind, new long[kind.buckets()]);
        }
    }

    /** Empty for a text that is no position, or none of this release. */
    static Optional<LivePosition> fromId(String id) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(id);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != BYTES || bytes[0] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 1, BYTES - 1);
        LivePosition position = new LivePosition();
        position.endedRevision = in.getInt();
        for (LiveKind kind : LiveKind.values()) {
            Arrays.setAll(
                    position.sums(kind),
                    bucket -> ((in.getShort() & 0xffffL) << Integer.SIZE) | (in.getInt() & 0xffffffffL));
        }
        return Optional.of(position);
    }

    String toId() {
        ByteBuffer out = ByteBuffer.allocate(BYTES).put(VERSION).putInt(endedRevision);
        for (LiveKind kind : LiveKind.values()) {
            for (long sum : sums(kind)) {
                out.putShort((short) (sum >>> Integer.SIZE)).putInt((int) sum);
            }
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(out.array());
    }

    void add(LiveKind kind, long keyHash, long contentHash) {
        int bucket = bucket(kind, keyHash);
        sums(kind)[bucket] = (sums(kind)[bucket] + contentHash) & SUM_MASK;
    }

    /** Whether both were told the same of the bucket that a key falls into. */
    boolean agreesOn(LiveKind kind, long keyHash, LivePosition other) {
        int bucket = bucket(kind, keyHash);
        return sums(kind)[bucket] == other.sums(kind)[bucket];
    }

    /** Whether nothing of a kind was told. */
    boolean isEmptyOf(LiveKind kind) {
        return Arrays.stream(sums(kind)).allMatch(sum -> sum == 0);
    }

    /** The last revision of the session whose end was told; 0 for none. */
    int endedRevision() {
        return endedRevision;
    }

    void endAt(int revision) {
        endedRevision = revision;
    }

    private long[] sums(LiveKind kind) {
        return Objects.requireNonNull(sums.get(kind), "every kind has its buckets");
    }

    private static int bucket(LiveKind kind, long keyHash) {
        return (int) (keyHash & (kind.buckets() - 1));
    }
}
