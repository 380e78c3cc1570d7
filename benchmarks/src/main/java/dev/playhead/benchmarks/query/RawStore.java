// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.query;

import dev.playhead.benchmarks.CannotMeasureException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Rows in a RocksDB with nothing around it: groups of them, each read by one scan. */
final class RawStore implements AutoCloseable {

    private final Options options;
    private final RocksDB rocks;
    private final int rowsOfGroup;

    private RawStore(Options options, RocksDB rocks, int rowsOfGroup) {
        this.options = options;
        this.rocks = rocks;
        this.rowsOfGroup = rowsOfGroup;
    }

    /** Writes all rows; their bytes are noise, so that nothing is won by compressing them. */
    static RawStore fill(Path directory, int groups, int rowsOfGroup, int valueBytes) {
        Options options = new Options().setCreateIfMissing(true);
        try {
            RocksDB rocks = RocksDB.open(options, directory.toString());
            Random random = new Random(groups);
            byte[] value = new byte[valueBytes];
            for (int group = 0; group < groups; group++) {
                for (int row = 0; row < rowsOfGroup; row++) {
                    random.nextBytes(value);
                    rocks.put(key(group, row), value);
                }
            }
            try (FlushOptions flush = new FlushOptions()) {
                rocks.flush(flush);
            }
            return new RawStore(options, rocks, rowsOfGroup);
        } catch (RocksDBException e) {
            options.close();
            throw new CannotMeasureException("cannot write to " + directory, e);
        }
    }

    /** Reads the rows of one group. Returns how many bytes they have. */
    long scan(int group) {
        long bytes = 0;
        try (RocksIterator rows = rocks.newIterator()) {
            rows.seek(key(group, 0));
            for (int row = 0; row < rowsOfGroup; row++) {
                bytes += rows.key().length + rows.value().length;
                rows.next();
            }
        }
        return bytes;
    }

    @Override
    public void close() {
        rocks.close();
        options.close();
    }

    private static byte[] key(int group, int row) {
        return ByteBuffer.allocate(Integer.BYTES * 2).putInt(group).putInt(row).array();
    }
}
