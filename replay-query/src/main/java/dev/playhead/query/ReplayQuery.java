// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query;

import dev.playhead.applications.Applications;
import dev.playhead.applications.ApplicationsFile;
import dev.playhead.erasures.KafkaErasureLog;
import dev.playhead.generations.RunningGenerations;
import dev.playhead.query.access.Secret;
import dev.playhead.query.api.AnsweringGenerations;
import dev.playhead.query.api.AnsweringViews;
import dev.playhead.query.api.HealthHandler;
import dev.playhead.query.api.HealthReport;
import dev.playhead.query.api.Release;
import dev.playhead.query.http.Health;
import dev.playhead.query.http.QueryServer;
import dev.playhead.query.kafka.KafkaClusterHealth;
import dev.playhead.query.kafka.KafkaShareLinks;
import dev.playhead.query.share.ShareIndex;
import dev.playhead.query.share.ShareLinks;
import dev.playhead.query.share.ShareTokens;
import dev.playhead.query.share.SharedSessions;
import dev.playhead.query.store.KafkaSegmentBodies;
import dev.playhead.query.topology.StreamsProperties;
import dev.playhead.query.topology.StreamsSettings;
import dev.playhead.schemas.BundledSubjects;
import dev.playhead.schemas.Topics;
import dev.playhead.streams.RocksMemory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.common.utils.AppInfoParser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The query service, put together: the views of each generation, and the HTTP server that answers from those of the one
 * that serves.
 */
public final class ReplayQuery implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayQuery.class);

    /** Scans would otherwise drive out the indexes that every other query needs. */
    private static final double INDEX_SHARE = 0.1;

    private final RunningGenerations<GenerationViews> generations;
    private final QueryServer server;
    private final Deque<AutoCloseable> parts;

    private ReplayQuery(
            RunningGenerations<GenerationViews> generations, QueryServer server, Deque<AutoCloseable> parts) {
        this.generations = generations;
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
        Supplier<Applications> applications =
                applications(config.applications(), config.streams().replayRetention(), metrics, parts);
        KafkaSegmentBodies bodies = opened(parts, new KafkaSegmentBodies(topics.segments(), config.bodies(), metrics));
        KafkaErasureLog erasures = opened(
                parts,
                new KafkaErasureLog(
                        config.streams().kafka(), topics, config.erasures().timeout()));
        ShareTokens tokens = new ShareTokens(Secret.of(config.secret()));
        ShareLinks links = links(config, topics, metrics, parts);
        QueryServer server =
                opened(parts, QueryServer.listen(config.server(), config.reads().retryAfter(), metrics));
        RunningGenerations<GenerationViews> generations = generations(
                config.streams(),
                topics,
                memory -> new GenerationViews.Common(
                        config, memory, bodies, server.self(), erasures, links, tokens, applications, metrics),
                parts);
        show("serving", generations, RunningGenerations::servingNumber, metrics);
        show("building", generations, RunningGenerations::buildingNumber, metrics);
        server.answer(new QueryServer.Sources(
                new Answering(generations),
                applications,
                BundledSubjects.of(topics),
                new ServingHealth(generations),
                operators(config, topics, generations, metrics),
                new SharedSessions(links, tokens, InstantSource.system())));
        parts.remove(server);
        parts.push(server); // from now on it reads what the others have, so that it stops before them
        return new ReplayQuery(generations, server, parts);
    }

    private static ShareLinks links(
            QueryConfig config, Topics topics, PrometheusMeterRegistry metrics, Deque<AutoCloseable> parts) {
        ShareIndex index = new ShareIndex(InstantSource.system());
        Gauge.builder("playhead.query.shares.held", index, ShareIndex::size)
                .description("Links to sessions that hold")
                .register(metrics);
        StreamsSettings streams = config.streams();
        return opened(
                parts,
                KafkaShareLinks.open(streams.kafka(), topics.shares(), index, config.shares(), streams.startTimeout()));
    }

    private static RunningGenerations<GenerationViews> generations(
            StreamsSettings settings,
            Topics topics,
            Function<RocksMemory, GenerationViews.Common> common,
            Deque<AutoCloseable> parts) {
        RocksMemory memory = new RocksMemory((long) settings.rocksDbMiB() << 20, INDEX_SHARE);
        try {
            RunningGenerations<GenerationViews> generations = RunningGenerations.start(
                    settings.kafka(),
                    topics,
                    new RunningGenerations.Application<>(
                            StreamsProperties.APPLICATION,
                            settings.directory(),
                            generation -> GenerationViews.start(common.apply(memory), generation)),
                    settings.startTimeout());
            opened(parts, () -> {
                if (generations.stop()) {
                    memory.close();
                } // else threads may still be inside RocksDB: the process's end frees the memory
            });
            return generations;
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    private static HealthHandler operators(
            QueryConfig config,
            Topics topics,
            RunningGenerations<GenerationViews> generations,
            PrometheusMeterRegistry metrics) {
        return new HealthHandler(
                () -> new KafkaClusterHealth(config.streams().kafka(), topics, config.health()),
                () -> new HealthReport.Versions(
                        Release.name(),
                        Runtime.version().toString(),
                        AppInfoParser.getVersion(),
                        generations.servingNumber(),
                        generations.buildingNumber() == 0 ? null : generations.buildingNumber()),
                config.streams().replayRetention(),
                config.health().age(),
                metrics,
                InstantSource.system());
    }

    private static void show(
            String state,
            RunningGenerations<GenerationViews> generations,
            ToDoubleFunction<RunningGenerations<GenerationViews>> number,
            PrometheusMeterRegistry metrics) {
        Gauge.builder("playhead.query.generation", generations, number)
                .description("Number of the generation in that state here; 0 for none")
                .tag("state", state)
                .register(metrics);
    }

    /** Where it listens, which port 0 leaves open until then. */
    public int port() {
        return server.port();
    }

    /** Whether every store of this instance can be read. */
    public boolean ready() {
        return generations.serving().ready();
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

    private record Answering(RunningGenerations<GenerationViews> generations) implements AnsweringGenerations {

        @Override
        public AnsweringViews serving() {
            return generations.serving().views();
        }

        @Override
        public Optional<AnsweringViews> find(int number) {
            return generations.find(number).map(GenerationViews::views);
        }
    }

    private record ServingHealth(RunningGenerations<GenerationViews> generations) implements Health {

        @Override
        public boolean live() {
            return generations.serving().live();
        }

        @Override
        public boolean ready() {
            return generations.serving().ready();
        }

        @Override
        public double progress() {
            return generations.serving().progress();
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
