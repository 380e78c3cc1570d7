// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import dev.playhead.query.topology.ReplayStores;
import dev.playhead.schemas.SessionKey;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;

/** The stores of this instance, partition by partition. */
public interface PartitionedStores {

    /** How many partitions there are over all instances. */
    int partitions();

    /** A store of one partition; empty while it is not here or still being restored. */
    Optional<ReadOnlyWindowStore<Bytes, byte[]>> open(String store, int partition);

    /** How far restoring has come, 0 to 1. */
    double progress();

    /** Whether the partition can be read here now; that may be over before it is. */
    default boolean holds(int partition) {
        return open(ReplayStores.SUMMARIES, partition).isPresent();
    }

    /** The partition that a session is in, as the default partitioner of every Kafka client finds it. */
    default int partitionOf(SessionKey key) {
        byte[] bytes = key.text().getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(bytes)) % partitions();
    }
}
