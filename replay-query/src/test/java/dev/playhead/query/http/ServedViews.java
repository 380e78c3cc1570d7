// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import dev.playhead.applications.Applications;
import dev.playhead.config.Settings;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.query.DrivenViews;
import dev.playhead.query.Samples;
import dev.playhead.query.api.ApiHandlers;
import dev.playhead.query.api.EventsHandler;
import dev.playhead.query.api.ExportHandler;
import dev.playhead.query.api.ItemsHandler;
import dev.playhead.query.api.ListAnswers;
import dev.playhead.query.api.LiveHandler;
import dev.playhead.query.api.ReplaySettings;
import dev.playhead.query.api.SegmentEventsHandler;
import dev.playhead.query.api.SegmentsHandler;
import dev.playhead.query.api.SessionsHandler;
import dev.playhead.query.store.ItemLists;
import dev.playhead.query.store.ReadSettings;
import dev.playhead.query.store.ReplayStore;
import dev.playhead.query.store.Retention;
import dev.playhead.query.store.SegmentBodies;
import dev.playhead.query.store.SessionLists;
import dev.playhead.query.store.StoredSegment;
import dev.playhead.schemas.BundledSubjects;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.Span;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The query service over {@link DrivenViews}: the real server and the real stores; only the log with bytes is a map.
 */
final class ServedViews implements SegmentBodies, AutoCloseable {

    static final SessionKey KEY = new SessionKey("shop", "s1");
    static final String SESSION = "/api/v1/apps/shop/sessions/s1";

    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.ofEpochMilli(Samples.ANCHOR_MS).plusSeconds(60));

    private final LiveSettings live;
    private final Map<String, byte[]> log = new ConcurrentHashMap<>();
    private final Set<String> goneFromLog = ConcurrentHashMap.newKeySet();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final DrivenViews views;
    private final QueryServer server;
    private volatile boolean ready = true;
    private volatile Applications applications = Applications.NONE;
    private volatile ApiHandlers handlers;

    ServedViews(Path directory) {
        this(directory, LiveSettings.from(new Settings(Map.of())));
    }

    ServedViews(Path directory, LiveSettings live) {
        this.live = live;
        views = new DrivenViews(directory, 3);
        handlers = handlers();
        server = start(0);
    }

    DrivenViews views() {
        return views;
    }

    QueryServer server() {
        return server;
    }

    /** Bodies by the id of their segment. */
    Map<String, byte[]> log() {
        return log;
    }

    /** Ids of segments that the log has dropped. */
    Set<String> goneFromLog() {
        return goneFromLog;
    }

    PrometheusMeterRegistry metrics() {
        return metrics;
    }

    void offer(Applications changed) {
        applications = changed;
    }

    void notReady() {
        ready = false;
    }

    /** As when another generation serves. */
    void swapHandlers() {
        handlers = handlers();
    }

    /** One view of three segments, of which the second is missing. */
    void putSession() {
        views.put(Samples.summary(KEY, Samples.ANCHOR_MS)
                .setStartMs(10)
                .setEndMs(200_000)
                .setSegments(2)
                .setIslands(List.of(new Span(10L, 130L)))
                .setViews(List.of(Samples.view("v1", 10, 200_000)))
                .setMissing(List.of(Samples.hole("v1", 1, 1, 15L, 120L)))
                .build());
        views.put(ref(0, true, 10, 12));
        views.put(ref(2, false, 120, 130));
    }

    SegmentRef ref(int index, boolean fullSnapshot, long... timesMs) {
        byte[] body = Samples.rrwebBatch(fullSnapshot, timesMs);
        log.put("v1:" + index, body);
        return Samples.ref(KEY, "v1", index, timesMs[0], timesMs[timesMs.length - 1])
                .setFullSnapshotsMs(fullSnapshot ? List.of(timesMs[0]) : List.of())
                .setBytes(body.length)
                .setCrc32c(Samples.crc32c(body))
                .build();
    }

    /** Another server over the same views; whoever starts it closes it. */
    QueryServer start(int port) {
        return QueryServer.start(
                new ServerSettings("127.0.0.1", port, Set.of("replay.test"), 2, 16, live),
                () -> handlers,
                () -> applications,
                BundledSubjects.of(Samples.TOPICS),
                new Health() {
                    @Override
                    public boolean live() {
                        return true;
                    }

                    @Override
                    public boolean ready() {
                        return ready;
                    }

                    @Override
                    public double progress() {
                        return 0.5;
                    }
                },
                reads().retryAfter(),
                metrics);
    }

    private static ReadSettings reads() {
        return new ReadSettings(100, 100, 1_000, 1_000, Duration.ofMillis(1), Duration.ofSeconds(2));
    }

    private ApiHandlers handlers() {
        ReadSettings reads = reads();
        Retention retention = new Retention(DrivenViews.RETENTION, () -> applications, CLOCK);
        ReplayStore store = new ReplayStore(views, Samples.TOPICS, retention, reads);
        SessionLists lists = new SessionLists(views, store, Samples.TOPICS, retention, reads);
        ItemLists items = new ItemLists(views, store, Samples.TOPICS, retention, reads);
        ListAnswers answers = new ListAnswers(views, reads.retryAfter());
        ReplaySettings replay = new ReplaySettings(1, 1, BodyLimits.DEFAULT);
        SessionsHandler sessions = new SessionsHandler(store, lists, answers, retention);
        EventsHandler events = new EventsHandler(store, this, replay, () -> applications, metrics);
        return new ApiHandlers(
                sessions,
                new ItemsHandler(items, lists, answers),
                new SegmentsHandler(store, this, reads.maxMissing()),
                events,
                new SegmentEventsHandler(store, this, replay, () -> applications),
                new LiveHandler(store, this, views.changes()),
                new ExportHandler(sessions, events));
    }

    @Override
    public Map<StoredSegment, Fetched> fetch(Collection<StoredSegment> segments) {
        Map<StoredSegment, Fetched> fetched = new LinkedHashMap<>();
        for (StoredSegment segment : segments) {
            byte[] body = log.get(segment.ref().getId());
            fetched.put(
                    segment,
                    body == null || gone(List.of(segment)).contains(segment)
                            ? new Fetched.Gone()
                            : new Fetched.Present(body));
        }
        return fetched;
    }

    @Override
    public Collection<StoredSegment> gone(Collection<StoredSegment> segments) {
        return segments.stream()
                .filter(segment -> goneFromLog.contains(segment.ref().getId()))
                .toList();
    }

    @Override
    public void close() {
        server.close();
        views.close();
    }
}
