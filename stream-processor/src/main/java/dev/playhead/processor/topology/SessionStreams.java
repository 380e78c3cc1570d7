// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.schemas.Topics;
import dev.playhead.streams.RocksMemory;
import dev.playhead.streams.ThreadFailures;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.InstantSource;
import java.util.Properties;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running {@link SessionTopology} and what it owns. Safe for many threads. */
public final class SessionStreams implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SessionStreams.class);

    /** RocksDB's default: indexes compete with blocks. */
    private static final double INDEX_SHARE = 0;

    private final StreamSettings settings;
    private final RocksMemory memory;
    private final KafkaStreams streams;
    private final KafkaStreamsMetrics streamsMetrics;

    private SessionStreams(
            StreamSettings settings, RocksMemory memory, KafkaStreams streams, KafkaStreamsMetrics streamsMetrics) {
        this.settings = settings;
        this.memory = memory;
        this.streams = streams;
        this.streamsMetrics = streamsMetrics;
    }

    /** Begins to process; returns before it runs. */
    public static SessionStreams start(
            StreamSettings settings, Topics topics, SessionSettings sessions, MeterRegistry registry) {
        ProcessorMetrics metrics = new ProcessorMetrics(registry);
        RocksMemory memory = new RocksMemory(settings.storeMemoryBytes(), INDEX_SHARE);
        Properties properties = StreamProperties.of(settings, memory, metrics.unreadableTo(topics.deadLetters()));
        ConsumerBacklog backlog = new ConsumerBacklog();
        SessionTopology topology = new SessionTopology(
                new TopologyConfig(new StreamsConfig(properties)), topics, sessions, backlog, metrics);
        KafkaStreams streams = new KafkaStreams(topology.get(), properties, backlog);
        streams.setUncaughtExceptionHandler(
                new ThreadFailures(settings.maxThreadFailures(), settings.failureWindow(), InstantSource.system()));
        streams.setStateListener((now, before) -> LOG.info("Processor changed state. from={} to={}", before, now));
        KafkaStreamsMetrics streamsMetrics = new KafkaStreamsMetrics(streams);
        streamsMetrics.bindTo(registry);
        streams.start();
        return new SessionStreams(settings, memory, streams, streamsMetrics);
    }

    /** Whether every partition of this instance is being processed. */
    public boolean running() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** Commits what was processed and stops. The group keeps this instance's place until the session timeout. */
    @Override
    public void close() {
        boolean stopped = streams.close(CloseOptions.timeout(settings.closeTimeout()));
        streamsMetrics.close();
        if (stopped) {
            memory.close();
        } else {
            // threads may still be inside RocksDB: the process's end frees the memory
            LOG.warn("Processor did not stop in time. timeout={}", settings.closeTimeout());
        }
    }
}
