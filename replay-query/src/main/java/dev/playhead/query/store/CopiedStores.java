// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;

/** Also this instance's copies of what others keep up to date, as far as they are fresh enough. */
public final class CopiedStores implements PartitionedStores {

    private final StreamsStores stores;
    private final CopyAges ages;

    public CopiedStores(StreamsStores stores, CopyAges ages) {
        this.stores = stores;
        this.ages = ages;
    }

    @Override
    public int partitions() {
        return stores.partitions();
    }

    @Override
    public Optional<ReadOnlyWindowStore<Bytes, byte[]>> open(String store, int partition) {
        Optional<ReadOnlyWindowStore<Bytes, byte[]>> owned = stores.open(store, partition);
        return owned.isPresent() || !ages.isFresh(store, partition) ? owned : stores.openCopy(store, partition);
    }

    @Override
    public double progress() {
        return stores.progress();
    }
}
