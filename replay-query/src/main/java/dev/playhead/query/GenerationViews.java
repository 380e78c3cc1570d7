// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query;

import dev.playhead.applications.Applications;
import dev.playhead.erasures.ErasureLog;
import dev.playhead.generations.RunningGenerations;
import dev.playhead.query.api.AnsweringViews;
import dev.playhead.query.api.ApiHandlers;
import dev.playhead.query.api.ErasuresHandler;
import dev.playhead.query.api.EventsHandler;
import dev.playhead.query.api.ExportHandler;
import dev.playhead.query.api.ItemsHandler;
import dev.playhead.query.api.LiveHandler;
import dev.playhead.query.api.SegmentEventsHandler;
import dev.playhead.query.api.SegmentsHandler;
import dev.playhead.query.api.SessionsHandler;
import dev.playhead.query.api.SharesHandler;
import dev.playhead.query.http.Health;
import dev.playhead.query.share.ShareLinks;
import dev.playhead.query.share.ShareTokens;
import dev.playhead.query.store.CopiedStores;
import dev.playhead.query.store.CopyAges;
import dev.playhead.query.store.ItemLists;
import dev.playhead.query.store.PartitionedStores;
import dev.playhead.query.store.Placement.Instance;
import dev.playhead.query.store.ReadSettings;
import dev.playhead.query.store.ReplayStore;
import dev.playhead.query.store.Retention;
import dev.playhead.query.store.ScanTime;
import dev.playhead.query.store.SegmentBodies;
import dev.playhead.query.store.SessionLists;
import dev.playhead.query.store.StreamsPlacement;
import dev.playhead.query.store.StreamsStores;
import dev.playhead.query.topology.RestoreProgress;
import dev.playhead.query.topology.SessionChanges;
import dev.playhead.query.topology.StreamsProperties;
import dev.playhead.query.topology.StreamsSettings;
import dev.playhead.query.topology.ViewsTopology;
import dev.playhead.schemas.Topics;
import dev.playhead.streams.CoPartitioning;
import dev.playhead.streams.RocksMemory;
import dev.playhead.streams.ThreadFailures;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The views of one generation: their Streams application, and what reads its stores. Safe for many threads. */
final class GenerationViews implements RunningGenerations.Run, Health {

    private static final Logger LOG = LoggerFactory.getLogger(GenerationViews.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_THREAD_FAILURES = 5;
    private static final Duration FAILURE_WINDOW = Duration.ofMinutes(10);

    private final KafkaStreams streams;
    private final RestoreProgress restoring;
    private final CopyAges ages;
    private final AnsweringViews views;
    private volatile boolean ranOnce;

    private GenerationViews(KafkaStreams streams, RestoreProgress restoring, CopyAges ages, AnsweringViews views) {
        this.streams = streams;
        this.restoring = restoring;
        this.ages = ages;
        this.views = views;
    }

    /**
     * What all generations share.
     *
     * @param memory of their stores, which outlives them
     * @param self where the other instances reach this one
     */
    record Common(
            QueryConfig config,
            RocksMemory memory,
            SegmentBodies bodies,
            Instance self,
            ErasureLog erasures,
            ShareLinks links,
            ShareTokens tokens,
            Supplier<Applications> applications,
            PrometheusMeterRegistry metrics) {}

    /**
     * Begins to restore and to follow the topics; returns before it runs.
     *
     * @param topics of the generation
     * @throws IllegalStateException if topics are missing or unequally partitioned, or the cluster does not answer
     */
    static GenerationViews start(Common common, Topics topics) {
        StreamsSettings settings = common.config().streams();
        int partitions =
                CoPartitioning.partitions(settings.kafka(), ViewsTopology.sources(topics), settings.startTimeout());
        Properties properties = StreamsProperties.of(
                settings, common.memory(), topics, common.self().toString(), common.metrics());
        SessionChanges changes = new SessionChanges();
        KafkaStreams streams = new KafkaStreams(
                new ViewsTopology(properties, topics, settings.replayRetention(), changes).get(), properties);
        streams.setStateListener((state, before) -> changes.tellAll()); // stores may have come or gone
        RestoreProgress progress = new RestoreProgress();
        streams.setGlobalStateRestoreListener(progress);
        streams.setUncaughtExceptionHandler(
                new ThreadFailures(MAX_THREAD_FAILURES, FAILURE_WINDOW, InstantSource.system()));

        StreamsStores owned = new StreamsStores(streams, partitions, progress);
        CopyAges ages = CopyAges.of(streams, settings.maxStaleness());
        CopiedStores copied = new CopiedStores(owned, ages);
        AnsweringViews views = new AnsweringViews(
                topics.generation(),
                local(common, topics, owned, changes),
                local(common, topics, copied, changes),
                new StreamsPlacement(streams, topics.sessions().name()));
        streams.start();
        return new GenerationViews(streams, progress, ages, views);
    }

    private static AnsweringViews.Local local(
            Common common, Topics topics, PartitionedStores stores, SessionChanges changes) {
        QueryConfig config = common.config();
        SegmentBodies bodies = common.bodies();
        Supplier<Applications> applications = common.applications();
        PrometheusMeterRegistry metrics = common.metrics();
        InstantSource clock = InstantSource.system();
        ReadSettings reads = config.reads();
        Retention retention = new Retention(config.streams().replayRetention(), applications, clock);
        ReplayStore store = new ReplayStore(stores, topics, retention, reads);
        ScanTime time = new ScanTime(reads.scanTime(), System::nanoTime, metrics);
        SessionLists lists = new SessionLists(stores, store, topics, retention, reads, time);
        ItemLists items = new ItemLists(stores, store, topics, retention, reads, time);
        SessionLists kept = new SessionLists(
                stores,
                store,
                topics,
                new Retention(config.streams().replayRetention(), () -> Applications.NONE, clock),
                reads,
                time);
        SessionsHandler sessions = new SessionsHandler(store, lists, retention);
        EventsHandler events = new EventsHandler(store, bodies, config.replay(), applications, metrics);
        ApiHandlers handlers = new ApiHandlers(
                sessions,
                new ItemsHandler(items, lists),
                new SegmentsHandler(store, bodies, reads.maxMissing()),
                events,
                new SegmentEventsHandler(store, bodies, config.replay(), applications),
                new LiveHandler(store, bodies, changes),
                new ExportHandler(sessions, events),
                new ErasuresHandler(common.erasures(), store, lists, kept, config.erasures(), clock, metrics),
                new SharesHandler(store, common.links(), common.tokens(), config.shares(), clock, metrics));
        return new AnsweringViews.Local(stores, handlers);
    }

    AnsweringViews views() {
        return views;
    }

    @Override
    public boolean running() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    @Override
    public boolean live() {
        return !streams.state().hasStartedOrFinishedShuttingDown();
    }

    /** Once it has run, what moves away from it or to it can be asked of others. */
    @Override
    public boolean ready() {
        ranOnce |= running();
        return ranOnce && streams.state().isRunningOrRebalancing();
    }

    @Override
    public double progress() {
        return restoring.fraction();
    }

    @Override
    public boolean stop() {
        return close(GroupMembershipOperation.REMAIN_IN_GROUP);
    }

    @Override
    public boolean leave() {
        return close(GroupMembershipOperation.LEAVE_GROUP);
    }

    private boolean close(GroupMembershipOperation membership) {
        ages.close();
        boolean stopped = streams.close(CloseOptions.timeout(CLOSE_TIMEOUT).withGroupMembershipOperation(membership));
        if (!stopped) {
            LOG.warn("The Streams application did not close in time. timeout={}", CLOSE_TIMEOUT);
        }
        return stopped;
    }
}
