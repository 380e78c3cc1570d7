// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import dev.playhead.query.topology.RestoreProgress;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;

/** The stores of a running Streams application that this instance keeps up to date. */
public final class StreamsStores implements PartitionedStores {

    /** Of a window that is past every retention, so that no RocksDB is asked. */
    private static final long NO_WINDOW = 0;

    private static final Bytes NO_KEY = Bytes.wrap(new byte[] {0});

    private final KafkaStreams streams;
    private final int partitions;
    private final RestoreProgress progress;

    public StreamsStores(KafkaStreams streams, int partitions, RestoreProgress progress) {
        this.streams = streams;
        this.partitions = partitions;
        this.progress = progress;
    }

    @Override
    public int partitions() {
        return partitions;
    }

    @Override
    public Optional<ReadOnlyWindowStore<Bytes, byte[]>> open(String store, int partition) {
        return open(query(store, partition));
    }

    /** Also one that is a copy of another instance's, or still being restored. */
    Optional<ReadOnlyWindowStore<Bytes, byte[]>> openCopy(String store, int partition) {
        return open(query(store, partition).enableStaleStores());
    }

    @Override
    public double progress() {
        return progress.fraction();
    }

    private static StoreQueryParameters<ReadOnlyWindowStore<Bytes, byte[]>> query(String store, int partition) {
        return StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.<Bytes, byte[]>windowStore())
                .withPartition(partition);
    }

    private Optional<ReadOnlyWindowStore<Bytes, byte[]>> open(
            StoreQueryParameters<ReadOnlyWindowStore<Bytes, byte[]>> query) {
        try {
            ReadOnlyWindowStore<Bytes, byte[]> store = streams.store(query);
            store.fetch(NO_KEY, NO_WINDOW); // only a read looks whether there is one
            return Optional.of(store);
        } catch (InvalidStateStoreException e) {
            return Optional.empty(); // moving, restoring, elsewhere, or not started: all the same to a reader
        }
    }
}
