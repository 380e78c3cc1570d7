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

/** The active stores of a running Streams application. */
public final class StreamsStores implements PartitionedStores {

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
        try {
            return Optional.of(streams.store(
                    StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.<Bytes, byte[]>windowStore())
                            .withPartition(partition)));
        } catch (InvalidStateStoreException e) {
            return Optional.empty(); // moving, restoring, elsewhere, or not started: all the same to a reader
        }
    }

    @Override
    public double progress() {
        return progress.fraction();
    }
}
