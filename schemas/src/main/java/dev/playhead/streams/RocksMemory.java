// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.streams;

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
public final class RocksMemory implements AutoCloseable {

    private static final double FILTER_BITS_PER_KEY = 10;
    private static final int WRITE_BUFFER_SHARE = 2;
    private static final int SHARDS_BY_SIZE = -1;
    private static final boolean EVEN_WHERE_READS_FAIL = false;

    private final Cache blocks;
    private final WriteBufferManager writeBuffers;
    private final Filter filter;

    /**
     * @param bytes for blocks, indexes, filters and write buffers together
     * @param indexShare of the bytes, from 0 to 1, in which indexes and filters outlive blocks
     */
    public RocksMemory(long bytes, double indexShare) {
        RocksDB.loadLibrary();
        blocks = new LRUCache(bytes, SHARDS_BY_SIZE, EVEN_WHERE_READS_FAIL, indexShare);
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
