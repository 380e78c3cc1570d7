// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/** Puts each store on the shared {@link RocksMemory}. Built by Streams from its class. */
public final class BoundedRocksDb implements RocksDBConfigSetter {

    /** Name of the property that holds the {@link RocksMemory}. */
    static final String MEMORY = "playhead.rocksdb.memory";

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        if (!(configs.get(MEMORY) instanceof RocksMemory memory)) {
            throw new IllegalStateException("no " + MEMORY);
        }
        if (!(options.tableFormatConfig() instanceof BlockBasedTableConfig table)) {
            throw new IllegalStateException("Streams no longer gives its stores a block-based table");
        }
        table.setBlockCache(memory.blocks())
                .setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                .setPinTopLevelIndexAndFilter(true)
                .setFilterPolicy(memory.filter());
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(memory.writeBuffers());
    }

    @Override
    public void close(String storeName, Options options) {
        // the memory is shared and outlives the store
    }
}
