// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor;

import dev.playhead.generations.RunningGenerations;
import dev.playhead.processor.topology.SessionStreams;
import dev.playhead.processor.topology.SessionTopology;
import dev.playhead.processor.topology.StreamSettings;
import dev.playhead.schemas.Topics;
import dev.playhead.streams.CoPartitioning;
import dev.playhead.streams.RocksMemory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/**
 * The stream processor, running: a Streams application for each generation. Several instances share the work by
 * partition.
 */
public final class StreamProcessor implements AutoCloseable {

    private static final Duration TOPICS_TIMEOUT = Duration.ofSeconds(30);

    /** RocksDB's default: indexes compete with blocks. */
    private static final double INDEX_SHARE = 0;

    private final RunningGenerations<SessionStreams> generations;
    private final RocksMemory memory;

    private StreamProcessor(RunningGenerations<SessionStreams> generations, RocksMemory memory) {
        this.generations = generations;
        this.memory = memory;
    }

    /**
     * Begins to process; returns before it runs, see {@link #ready()}. The topics must exist.
     *
     * @throws IllegalStateException if the topics could split a session, or cannot be looked at
     */
    public static StreamProcessor start(ProcessorConfig config, Topics topics, PrometheusMeterRegistry metrics) {
        StreamSettings settings = config.streams();
        RocksMemory memory = new RocksMemory(settings.storeMemoryBytes(), INDEX_SHARE);
        try {
            RunningGenerations<SessionStreams> generations = RunningGenerations.start(
                    settings.kafka(),
                    topics,
                    new RunningGenerations.Application<>(
                            SessionStreams.APPLICATION_ID,
                            settings.stateDir(),
                            generation -> start(config, generation, memory, metrics)),
                    TOPICS_TIMEOUT);
            show("serving", generations, RunningGenerations::servingNumber, metrics);
            show("building", generations, RunningGenerations::buildingNumber, metrics);
            return new StreamProcessor(generations, memory);
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    private static SessionStreams start(
            ProcessorConfig config, Topics generation, RocksMemory memory, PrometheusMeterRegistry metrics) {
        CoPartitioning.partitions(config.streams().kafka(), SessionTopology.sources(generation), TOPICS_TIMEOUT);
        return SessionStreams.start(config.streams(), generation, config.sessions(), memory, metrics);
    }

    private static void show(
            String state,
            RunningGenerations<SessionStreams> generations,
            ToDoubleFunction<RunningGenerations<SessionStreams>> number,
            PrometheusMeterRegistry metrics) {
        Gauge.builder("playhead.processor.generation", generations, number)
                .description("Number of the generation in that state here; 0 for none")
                .tag("state", state)
                .register(metrics);
    }

    /** Whether it processes; false while it starts, is rebalanced or has given up. */
    public boolean ready() {
        return generations.serving().running();
    }

    /** Commits what was processed and stops. */
    @Override
    public void close() {
        if (generations.stop()) {
            memory.close();
        } // else threads may still be inside RocksDB: the process's end frees the memory
    }
}
