// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.generations.RunningGenerations;
import dev.playhead.schemas.Topics;
import dev.playhead.streams.RocksMemory;
import dev.playhead.streams.ThreadFailures;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.InstantSource;
import java.util.Properties;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running {@link SessionTopology} of one generation and what it owns. Safe for many threads. */
public final class SessionStreams implements RunningGenerations.Run {

    /** Id of the first generation's Streams application. */
    public static final String APPLICATION_ID = StreamProperties.APPLICATION_ID;

    private static final Logger LOG = LoggerFactory.getLogger(SessionStreams.class);

    private final StreamSettings settings;
    private final KafkaStreams streams;
    private final KafkaStreamsMetrics streamsMetrics;

    private SessionStreams(StreamSettings settings, KafkaStreams streams, KafkaStreamsMetrics streamsMetrics) {
        this.settings = settings;
        this.streams = streams;
        this.streamsMetrics = streamsMetrics;
    }

    /**
     * Begins to process; returns before it runs.
     *
     * @param topics of the generation
     * @param memory of the stores of all generations, which outlives them
     */
    public static SessionStreams start(
            StreamSettings settings,
            Topics topics,
            SessionSettings sessions,
            RocksMemory memory,
            MeterRegistry registry) {
        ProcessorMetrics metrics = new ProcessorMetrics(registry);
        Properties properties =
                StreamProperties.of(settings, topics.generation(), memory, metrics.unreadableTo(topics.deadLetters()));
        ConsumerBacklog backlog = new ConsumerBacklog();
        SessionTopology topology = new SessionTopology(
                new TopologyConfig(new StreamsConfig(properties)), topics, sessions, backlog, metrics);
        KafkaStreams streams = new KafkaStreams(topology.get(), properties, backlog);
        streams.setUncaughtExceptionHandler(
                new ThreadFailures(settings.maxThreadFailures(), settings.failureWindow(), InstantSource.system()));
        streams.setStateListener((now, before) ->
                LOG.info("Processor changed state. generation={} from={} to={}", topics.generation(), before, now));
        KafkaStreamsMetrics streamsMetrics = new KafkaStreamsMetrics(streams);
        streamsMetrics.bindTo(registry);
        streams.start();
        return new SessionStreams(settings, streams, streamsMetrics);
    }

    /** Whether every partition of this instance is being processed. */
    @Override
    public boolean running() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** Commits what was processed and stops. The group keeps this instance's place until the session timeout. */
    @Override
    public boolean stop() {
        return close(GroupMembershipOperation.REMAIN_IN_GROUP);
    }

    @Override
    public boolean leave() {
        return close(GroupMembershipOperation.LEAVE_GROUP);
    }

    private boolean close(GroupMembershipOperation membership) {
        boolean stopped =
                streams.close(CloseOptions.timeout(settings.closeTimeout()).withGroupMembershipOperation(membership));
        streamsMetrics.close();
        if (!stopped) {
            LOG.warn("Processor did not stop in time. timeout={}", settings.closeTimeout());
        }
        return stopped;
    }
}
