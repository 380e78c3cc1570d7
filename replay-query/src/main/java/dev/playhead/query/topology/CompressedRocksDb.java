// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.topology;

import dev.playhead.streams.BoundedRocksDb;
import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;

/** Stores that are kept for weeks and read in order: what {@link BoundedRocksDb} sets, larger blocks, compressed. */
public final class CompressedRocksDb implements RocksDBConfigSetter {

    private static final int BLOCK_BYTES = 16 << 10;

    private final BoundedRocksDb bounded = new BoundedRocksDb();

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        bounded.setConfig(storeName, options, configs);
        options.setTableFormatConfig(((BlockBasedTableConfig) options.tableFormatConfig()).setBlockSize(BLOCK_BYTES));
        options.setCompressionType(CompressionType.LZ4_COMPRESSION);
        options.setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION);
    }

    @Override
    public void close(String storeName, Options options) {
        bounded.close(storeName, options);
    }
}
