// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor;

import dev.playhead.processor.topology.SessionStreams;
import dev.playhead.processor.topology.SessionTopology;
import dev.playhead.schemas.Topics;
import dev.playhead.streams.CoPartitioning;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;

/** The stream processor, running. Several instances share the work by partition. */
public final class StreamProcessor implements AutoCloseable {

    private static final Duration TOPICS_TIMEOUT = Duration.ofSeconds(30);

    private final SessionStreams streams;

    private StreamProcessor(SessionStreams streams) {
        this.streams = streams;
    }

    /**
     * Begins to process; returns before it runs, see {@link #ready()}. The topics must exist.
     *
     * @throws IllegalStateException if the topics could split a session, or cannot be looked at
     */
    public static StreamProcessor start(ProcessorConfig config, Topics topics, PrometheusMeterRegistry metrics) {
        CoPartitioning.partitions(config.streams().kafka(), SessionTopology.sources(topics), TOPICS_TIMEOUT);
        return new StreamProcessor(SessionStreams.start(config.streams(), topics, config.sessions(), metrics));
    }

    /** Whether it processes; false while it starts, is rebalanced or has given up. */
    public boolean ready() {
        return streams.running();
    }

    /** Commits what was processed and stops. */
    @Override
    public void close() {
        streams.close();
    }
}
