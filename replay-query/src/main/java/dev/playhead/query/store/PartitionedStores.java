// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;

/** The stores of this instance, partition by partition. */
public interface PartitionedStores {

    /** How many partitions there are over all instances. */
    int partitions();

    /** A store of one partition; empty while it is not here or still being restored. */
    Optional<ReadOnlyWindowStore<Bytes, byte[]>> open(String store, int partition);

    /** How far restoring has come, 0 to 1. */
    double progress();
}
