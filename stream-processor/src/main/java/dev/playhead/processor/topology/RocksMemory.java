// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.Filter;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The native memory that all stores of one instance share, so that it follows the setting and not the number of
 * partitions. Outlives every store: closed once, after the last of them.
 */
final class RocksMemory implements AutoCloseable {

    private static final double FILTER_BITS_PER_KEY = 10;
    private static final int WRITE_BUFFER_SHARE = 2;

    private final Cache blocks;
    private final WriteBufferManager writeBuffers;
    private final Filter filter;

    /** @param bytes for blocks, indexes, filters and write buffers together */
    RocksMemory(long bytes) {
        RocksDB.loadLibrary();
        blocks = new LRUCache(bytes);
        writeBuffers = new WriteBufferManager(bytes / WRITE_BUFFER_SHARE, blocks);
        filter = new BloomFilter(FILTER_BITS_PER_KEY);
    }

    Cache blocks() {
        return blocks;
    }

    WriteBufferManager writeBuffers() {
        return writeBuffers;
    }

    Filter filter() {
        return filter;
    }

    @Override
    public void close() {
        filter.close();
        writeBuffers.close();
        blocks.close();
    }
}
