// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import dev.playhead.applications.Applications;
import dev.playhead.config.Settings;
import dev.playhead.erasures.ErasureLog;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.query.DrivenViews;
import dev.playhead.query.SampleCluster;
import dev.playhead.query.Samples;
import dev.playhead.query.access.Secret;
import dev.playhead.query.api.AnsweringGenerations;
import dev.playhead.query.api.AnsweringViews;
import dev.playhead.query.api.ApiHandlers;
import dev.playhead.query.api.ErasureSettings;
import dev.playhead.query.api.ErasuresHandler;
import dev.playhead.query.api.EventsHandler;
import dev.playhead.query.api.ExportHandler;
import dev.playhead.query.api.HealthHandler;
import dev.playhead.query.api.HealthReport;
import dev.playhead.query.api.ItemsHandler;
import dev.playhead.query.api.LiveHandler;
import dev.playhead.query.api.ReplaySettings;
import dev.playhead.query.api.SegmentEventsHandler;
import dev.playhead.query.api.SegmentsHandler;
import dev.playhead.query.api.SessionsHandler;
import dev.playhead.query.api.SharesHandler;
import dev.playhead.query.share.ShareLinks;
import dev.playhead.query.share.ShareSettings;
import dev.playhead.query.share.ShareTokens;
import dev.playhead.query.share.SharedSessions;
import dev.playhead.query.store.ItemLists;
import dev.playhead.query.store.PartitionedStores;
import dev.playhead.query.store.Placement;
import dev.playhead.query.store.ReadSettings;
import dev.playhead.query.store.ReplayStore;
import dev.playhead.query.store.Retention;
import dev.playhead.query.store.ScanTime;
import dev.playhead.query.store.SegmentBodies;
import dev.playhead.query.store.SessionLists;
import dev.playhead.query.topology.SessionChanges;
import dev.playhead.schemas.BundledSubjects;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The real server over driven views. */
final class DrivenServer {

    static final int GENERATION = 1;

    private static final ReadSettings READS = new ReadSettings(
            100, 100, 1_000, Duration.ofSeconds(60), 1_000, Duration.ofMillis(1), Duration.ofSeconds(2));

    /** Of all instances of a test. */
    static final ShareTokens TOKENS = new ShareTokens(Secret.random());

    private static final ShareSettings SHARES = new ShareSettings(3, Duration.ofDays(30), Duration.ofSeconds(1));

    private DrivenServer() {}

    static PrometheusMeterRegistry metrics() {
        return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    static QueryServer listen(int port, InstanceSettings instances, PrometheusMeterRegistry metrics) {
        return listen(port, instances, LiveSettings.from(new Settings(Map.of())), metrics);
    }

    static QueryServer listen(
            int port, InstanceSettings instances, LiveSettings live, PrometheusMeterRegistry metrics) {
        return QueryServer.listen(
                new ServerSettings("127.0.0.1", port, Set.of("replay.test"), 2, 16, instances, live),
                READS.retryAfter(),
                metrics);
    }

    /** @param patience with others */
    static InstanceSettings instances(Duration patience) {
        return new InstanceSettings(Optional.empty(), Duration.ofMillis(500), Duration.ofSeconds(1), patience, 2);
    }

    /** @param deciding what time erasures and links are told for */
    static AnsweringViews.Local local(
            PartitionedStores stores,
            SegmentBodies bodies,
            SessionChanges changes,
            Supplier<Applications> applications,
            ErasureLog erasures,
            ShareLinks links,
            InstantSource deciding,
            PrometheusMeterRegistry metrics) {
        InstantSource clock =
                InstantSource.fixed(Instant.ofEpochMilli(Samples.ANCHOR_MS).plusSeconds(60));
        Retention retention = new Retention(DrivenViews.RETENTION, applications, clock);
        ReplayStore store = new ReplayStore(stores, Samples.TOPICS, retention, READS);
        ScanTime time = new ScanTime(READS.scanTime(), System::nanoTime, metrics);
        SessionLists lists = new SessionLists(stores, store, Samples.TOPICS, retention, READS, time);
        ItemLists items = new ItemLists(stores, store, Samples.TOPICS, retention, READS, time);
        ReplaySettings replay = new ReplaySettings(1, 1, BodyLimits.DEFAULT);
        SessionsHandler sessions = new SessionsHandler(store, lists, retention);
        EventsHandler events = new EventsHandler(store, bodies, replay, applications, metrics);
        return new AnsweringViews.Local(
                stores,
                new ApiHandlers(
                        sessions,
                        new ItemsHandler(items, lists),
                        new SegmentsHandler(store, bodies, READS.maxMissing()),
                        events,
                        new SegmentEventsHandler(store, bodies, replay, applications),
                        new LiveHandler(store, bodies, changes),
                        new ExportHandler(sessions, events),
                        new ErasuresHandler(
                                erasures,
                                store,
                                lists,
                                new SessionLists(
                                        stores,
                                        store,
                                        Samples.TOPICS,
                                        new Retention(DrivenViews.RETENTION, () -> Applications.NONE, clock),
                                        READS,
                                        time),
                                new ErasureSettings(1, Duration.ofMillis(200), 3),
                                deciding,
                                metrics),
                        new SharesHandler(store, links, TOKENS, SHARES, deciding, metrics)));
    }

    static void answer(
            QueryServer server,
            AnsweringViews.Local owned,
            AnsweringViews.Local copied,
            Placement placement,
            Supplier<Applications> applications,
            SharedSessions shared,
            BooleanSupplier ready) {
        AnsweringViews views = new AnsweringViews(GENERATION, owned, copied, placement);
        answer(server, () -> views, applications, shared, ready);
    }

    /** @param serving the generation that answers, and the only one that there is */
    static void answer(
            QueryServer server,
            Supplier<AnsweringViews> serving,
            Supplier<Applications> applications,
            SharedSessions shared,
            BooleanSupplier ready) {
        server.answer(new QueryServer.Sources(
                new AnsweringGenerations() {
                    @Override
                    public AnsweringViews serving() {
                        return serving.get();
                    }

                    @Override
                    public Optional<AnsweringViews> find(int number) {
                        return Optional.of(serving.get()).filter(views -> views.number() == number);
                    }
                },
                applications,
                BundledSubjects.of(Samples.TOPICS),
                new Health() {
                    @Override
                    public boolean live() {
                        return true;
                    }

                    @Override
                    public boolean ready() {
                        return ready.getAsBoolean();
                    }

                    @Override
                    public double progress() {
                        return 0.5;
                    }
                },
                new HealthHandler(
                        SampleCluster::new,
                        () -> new HealthReport.Versions("1.0", "25", "4.3", GENERATION, null),
                        DrivenViews.RETENTION,
                        Duration.ZERO,
                        metrics(),
                        InstantSource.system()),
                shared));
    }
}
