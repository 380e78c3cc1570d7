// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How old this instance's copies of others' stores are. It is measured all the time, since it can be known at once only
 * of a copy that lacks nothing, and so that no reader waits for Kafka.
 */
public final class CopyAges implements AutoCloseable {

    private record Copy(String store, int partition) {}

    private static final Logger LOG = LoggerFactory.getLogger(CopyAges.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final KafkaStreams streams;
    private final Duration maxAge;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("copy-ages").daemon().factory());
    private volatile Map<Copy, CopyAge> ages = Map.of();

    private CopyAges(KafkaStreams streams, Duration maxAge) {
        this.streams = streams;
        this.maxAge = maxAge;
    }

    /**
     * Begins to measure.
     *
     * @param maxAge of a copy that may be read
     */
    public static CopyAges of(KafkaStreams streams, Duration maxAge) {
        CopyAges ages = new CopyAges(streams, maxAge);
        var _ = ages.timer.scheduleWithFixedDelay(ages::measure, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        return ages;
    }

    /** Whether there is a copy that may be read. */
    boolean isFresh(String store, int partition) {
        CopyAge age = ages.get(new Copy(store, partition));
        return age != null && age.isAtMost(maxAge, System.nanoTime());
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void measure() {
        try {
            if (!hasCopies()) {
                ages = Map.of();
                return;
            }
            Map<Copy, CopyAge> before = ages;
            Map<Copy, CopyAge> now = new HashMap<>();
            long nanos = System.nanoTime(); // ends that are told later were no earlier than that
            streams.allLocalStorePartitionLags()
                    .forEach((store, lags) -> lags.forEach((partition, lag) -> {
                        Copy copy = new Copy(store, partition);
                        CopyAge age = before.get(copy);
                        long position = lag.currentOffsetPosition();
                        long end = lag.endOffsetPosition();
                        now.put(
                                copy,
                                age == null ? CopyAge.first(position, end, nanos) : age.next(position, end, nanos));
                    }));
            ages = Map.copyOf(now);
        } catch (KafkaException | IllegalStateException e) { // what is not measured grows old
            if (!timer.isShutdown()) {
                LOG.warn("Cannot tell how old the copies of stores are. cause={}", e.toString());
            }
        }
    }

    private boolean hasCopies() {
        return streams.metadataForLocalThreads().stream()
                .anyMatch(thread -> !thread.standbyTasks().isEmpty());
    }
}
