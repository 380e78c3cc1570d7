// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.facts;

/**
 * 64 bits that stand for some content: FNV-1a, then mixed so that near contents lie far apart. Stable for ever, since
 * ids are made of it; no defence against forgery.
 */
public final class ContentHash {

    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private ContentHash() {}

    /** Of the bytes from {@code from} to before {@code to}. */
    public static long of(byte[] bytes, int from, int to) {
        long hash = OFFSET;
        for (int i = from; i < to; i++) {
            hash = (hash ^ (bytes[i] & 0xff)) * PRIME;
        }
        return mixed(hash);
    }

    /** As an id: 16 hexadecimal digits. */
    public static String id(long hash) {
        return "%016x".formatted(hash);
    }

    /** MurmurHash3's finaliser. */
    private static long mixed(long hash) {
        long h = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
