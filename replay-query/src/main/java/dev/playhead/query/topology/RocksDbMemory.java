// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.topology;

import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The native memory that all stores of one application share: blocks, indexes, filters and write buffers together stay
 * within it. Closed once, after the stores.
 */
public final class RocksDbMemory implements AutoCloseable {

    private static final double HIGH_PRIORITY_SHARE = 0.1;
    private static final int BITS_A_KEY = 10;

    private final Cache cache;
    private final WriteBufferManager writeBuffers;
    private final BloomFilter filter;

    /** @param bytes for everything; half of it at most is for writing */
    public RocksDbMemory(long bytes) {
        RocksDB.loadLibrary();
        cache = new LRUCache(bytes, -1, false, HIGH_PRIORITY_SHARE);
        writeBuffers = new WriteBufferManager(bytes / 2, cache);
        filter = new BloomFilter(BITS_A_KEY);
    }

    Cache cache() {
        return cache;
    }

    WriteBufferManager writeBuffers() {
        return writeBuffers;
    }

    BloomFilter filter() {
        return filter;
    }

    @Override
    public void close() {
        filter.close();
        writeBuffers.close();
        cache.close();
    }
}
