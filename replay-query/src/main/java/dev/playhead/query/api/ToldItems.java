// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Items of one kind that a follower was told, by the hashes of their keys and of what was told of them. */
final class ToldItems {

    static final ToldItems NONE = new Builder().build();

    private final long[] keys;
    private final long[] contents;

    private ToldItems(long[] keys, long[] contents) {
        this.keys = keys;
        this.contents = contents;
    }

    /** Whether an item was told as it is. */
    boolean has(long contentHash) {
        return Arrays.binarySearch(contents, contentHash) >= 0;
    }

    /** Whether it was told, as it is or as it was. */
    boolean hasKey(long keyHash) {
        return Arrays.binarySearch(keys, keyHash) >= 0;
    }

    /** Whether an item was told that is not there any more. */
    boolean hasKeyBeyond(List<LiveItem> current) {
        long[] there = current.stream().mapToLong(LiveItem::keyHash).sorted().toArray();
        return LongStream.of(keys).anyMatch(key -> Arrays.binarySearch(there, key) < 0);
    }

    static final class Builder {

        private final LongStream.Builder keys = LongStream.builder();
        private final LongStream.Builder contents = LongStream.builder();

        void add(long keyHash, long contentHash) {
            keys.add(keyHash);
            contents.add(contentHash);
        }

        /** One that has changed since it was told. */
        void addOlder(long keyHash) {
            keys.add(keyHash);
        }

        ToldItems build() {
            return new ToldItems(
                    keys.build().sorted().toArray(), contents.build().sorted().toArray());
        }
    }
}
