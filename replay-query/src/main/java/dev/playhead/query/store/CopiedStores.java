// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Also this instance's copies of what others keep up to date, as far as they lag no more than they may. How far they
 * lag is asked of Kafka, once a second at most.
 */
public final class CopiedStores implements PartitionedStores {

    private static final Logger LOG = LoggerFactory.getLogger(CopiedStores.class);
    private static final Duration LAG_AGE = Duration.ofSeconds(1);

    private final StreamsStores stores;
    private final long maxLag;
    /** By store and partition, under its only key. */
    private final LoadingCache<Class<?>, Map<String, Map<Integer, LagInfo>>> lags;

    /** @param maxLag records of a store's changelog that a copy may lack */
    public CopiedStores(KafkaStreams streams, StreamsStores stores, long maxLag) {
        this.stores = stores;
        this.maxLag = maxLag;
        this.lags = Caffeine.newBuilder().expireAfterWrite(LAG_AGE).build(only -> lags(streams));
    }

    @Override
    public int partitions() {
        return stores.partitions();
    }

    @Override
    public Optional<ReadOnlyWindowStore<Bytes, byte[]>> open(String store, int partition) {
        Optional<ReadOnlyWindowStore<Bytes, byte[]>> owned = stores.open(store, partition);
        return owned.isPresent() ? owned : stores.openCopy(store, partition).filter(copy -> isNear(store, partition));
    }

    @Override
    public double progress() {
        return stores.progress();
    }

    private boolean isNear(String store, int partition) {
        LagInfo lag = lags.get(LagInfo.class).getOrDefault(store, Map.of()).get(partition);
        return lag != null && lag.offsetLag() <= maxLag;
    }

    /** Of none while Kafka does not tell, so that nothing is read whose age nobody knows. */
    private static Map<String, Map<Integer, LagInfo>> lags(KafkaStreams streams) {
        try {
            return streams.allLocalStorePartitionLags();
        } catch (KafkaException e) {
            LOG.warn("Cannot tell how far copies of the stores lag. cause={}", e.getMessage());
            return Map.of();
        }
    }
}
