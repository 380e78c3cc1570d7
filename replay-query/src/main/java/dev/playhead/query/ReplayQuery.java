// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query;

import dev.playhead.applications.Applications;
import dev.playhead.applications.ApplicationsFile;
import dev.playhead.query.api.EventsHandler;
import dev.playhead.query.api.ItemsHandler;
import dev.playhead.query.api.ListAnswers;
import dev.playhead.query.api.SegmentEventsHandler;
import dev.playhead.query.api.SegmentsHandler;
import dev.playhead.query.api.SessionsHandler;
import dev.playhead.query.http.Health;
import dev.playhead.query.http.QueryServer;
import dev.playhead.query.store.ItemLists;
import dev.playhead.query.store.KafkaSegmentBodies;
import dev.playhead.query.store.PartitionedStores;
import dev.playhead.query.store.ReadSettings;
import dev.playhead.query.store.ReplayStore;
import dev.playhead.query.store.Retention;
import dev.playhead.query.store.SessionLists;
import dev.playhead.query.store.StreamsStores;
import dev.playhead.query.topology.RestoreProgress;
import dev.playhead.query.topology.StreamsProperties;
import dev.playhead.query.topology.StreamsSettings;
import dev.playhead.query.topology.ViewsTopology;
import dev.playhead.schemas.Topics;
import dev.playhead.streams.CoPartitioning;
import dev.playhead.streams.RocksMemory;
import dev.playhead.streams.ThreadFailures;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The query service, put together: the views' Streams application and the HTTP server that reads them. */
public final class ReplayQuery implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayQuery.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_THREAD_FAILURES = 5;
    private static final Duration FAILURE_WINDOW = Duration.ofMinutes(10);

    /** Scans would otherwise drive out the indexes that every other query needs. */
    private static final double INDEX_SHARE = 0.1;

    private final KafkaStreams streams;
    private final QueryServer server;
    private final Deque<AutoCloseable> parts;

    private ReplayQuery(KafkaStreams streams, QueryServer server, Deque<AutoCloseable> parts) {
        this.streams = streams;
        this.server = server;
        this.parts = parts;
    }

    /**
     * Listens, and begins to restore; {@link #ready} says when it is done.
     *
     * @throws IOException with one clear line, if the applications cannot be read
     * @throws IllegalStateException saying in one line why it cannot start: a port in use, topics that are missing or
     *     unequally partitioned, a cluster that does not answer
     */
    public static ReplayQuery start(QueryConfig config, Topics topics, PrometheusMeterRegistry metrics)
            throws IOException {
        LOG.info("Starting. config={}", config);
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            return start(config, topics, metrics, parts);
        } catch (IOException | RuntimeException e) {
            closeAll(parts);
            throw e;
        }
    }

    private static ReplayQuery start(
            QueryConfig config, Topics topics, PrometheusMeterRegistry metrics, Deque<AutoCloseable> parts)
            throws IOException {
        InstantSource clock = InstantSource.system();
        StreamsSettings settings = config.streams();
        Supplier<Applications> applications =
                applications(config.applications(), settings.replayRetention(), metrics, parts);
        int partitions =
                CoPartitioning.partitions(settings.kafka(), ViewsTopology.sources(topics), settings.startTimeout());
        RocksMemory memory = opened(parts, new RocksMemory((long) settings.rocksDbMiB() << 20, INDEX_SHARE));
        Properties properties = StreamsProperties.of(settings, memory, topics.deadLetters(), metrics);
        KafkaStreams streams =
                new KafkaStreams(new ViewsTopology(properties, topics, settings.replayRetention()).get(), properties);
        opened(parts, () -> closed(streams));
        RestoreProgress progress = new RestoreProgress();
        streams.setGlobalStateRestoreListener(progress);
        streams.setUncaughtExceptionHandler(new ThreadFailures(MAX_THREAD_FAILURES, FAILURE_WINDOW, clock));

        KafkaSegmentBodies bodies = opened(parts, new KafkaSegmentBodies(topics.segments(), config.bodies(), metrics));
        PartitionedStores stores = new StreamsStores(streams, partitions, progress);
        ReadSettings reads = config.reads();
        Retention retention = new Retention(settings.replayRetention(), applications, clock);
        ReplayStore store = new ReplayStore(stores, topics, retention, reads);
        SessionLists lists = new SessionLists(stores, store, topics, retention, reads);
        ItemLists items = new ItemLists(stores, store, topics, retention, reads);
        ListAnswers answers = new ListAnswers(stores, reads.retryAfter());
        QueryServer server = opened(
                parts,
                QueryServer.start(
                        config.server(),
                        new SessionsHandler(store, lists, answers, retention),
                        new ItemsHandler(items, lists, answers),
                        new SegmentsHandler(store, bodies, reads.maxMissing()),
                        new EventsHandler(store, bodies, config.replay(), applications, metrics),
                        new SegmentEventsHandler(store, bodies, config.replay(), applications),
                        applications,
                        new StreamsHealth(streams, progress),
                        reads.retryAfter(),
                        metrics));
        streams.start();
        return new ReplayQuery(streams, server, parts);
    }

    /** Where it listens, which port 0 leaves open until then. */
    public int port() {
        return server.port();
    }

    /** Whether every store of this instance can be read. */
    public boolean ready() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** Stops answering, then everything else, within a few seconds. */
    @Override
    public void close() {
        closeAll(parts);
    }

    private static Supplier<Applications> applications(
            ApplicationsSettings settings,
            Duration longestRetention,
            PrometheusMeterRegistry metrics,
            Deque<AutoCloseable> parts)
            throws IOException {
        if (settings.file().isEmpty()) {
            return () -> Applications.NONE;
        }
        return opened(
                parts,
                ApplicationsFile.open(
                        settings.file().get(),
                        settings.reloadEvery(),
                        longestRetention,
                        readable -> metrics.counter(
                                        "playhead.query.applications.read", "result", readable ? "changed" : "bad")
                                .increment()));
    }

    private record StreamsHealth(KafkaStreams streams, RestoreProgress restoring) implements Health {

        @Override
        public boolean live() {
            return !streams.state().hasStartedOrFinishedShuttingDown();
        }

        @Override
        public boolean ready() {
            return streams.state() == KafkaStreams.State.RUNNING;
        }

        @Override
        public double progress() {
            return restoring.fraction();
        }
    }

    private static void closed(KafkaStreams streams) {
        if (!streams.close(CLOSE_TIMEOUT)) {
            LOG.warn("The Streams application did not close in time. timeout={}", CLOSE_TIMEOUT);
        }
    }

    private static <T extends AutoCloseable> T opened(Deque<AutoCloseable> parts, T part) {
        parts.push(part);
        return part;
    }

    /** Last opened, first closed: nothing is closed that another part still uses. */
    private static void closeAll(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                LOG.warn("A part did not close.", e);
            }
        }
    }
}
