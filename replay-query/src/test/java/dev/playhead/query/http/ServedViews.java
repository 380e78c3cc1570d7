// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import dev.playhead.applications.Applications;
import dev.playhead.config.Settings;
import dev.playhead.erasures.ErasureId;
import dev.playhead.erasures.ErasureLog;
import dev.playhead.query.DrivenViews;
import dev.playhead.query.Samples;
import dev.playhead.query.api.AnsweringViews;
import dev.playhead.query.share.SharedSessions;
import dev.playhead.query.store.Placement.Holders;
import dev.playhead.query.store.SegmentBodies;
import dev.playhead.query.store.StoredSegment;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.Erasure;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The query service over {@link DrivenViews}: the real server and the real stores; only the log with bytes is a map.
 */
final class ServedViews implements SegmentBodies, AutoCloseable {

    static final SessionKey KEY = new SessionKey("shop", "s1");
    static final String SESSION = "/api/v1/apps/shop/sessions/s1";
    static final String OTHER = "/api/v1/apps/shop/sessions/other";

    private final LiveSettings live;
    private final Map<String, byte[]> log = new ConcurrentHashMap<>();
    private final Set<String> goneFromLog = ConcurrentHashMap.newKeySet();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private volatile Duration passed = Duration.ZERO;
    private final InstantSource clock = () -> Instant.now().plus(passed);
    private final MappedLinks links = new MappedLinks(clock);
    private final DrivenViews views;
    private final QueryServer server;
    private volatile Applications applications = Applications.NONE;
    private volatile int generation = DrivenServer.GENERATION;

    ServedViews(Path directory) {
        this(directory, LiveSettings.from(new Settings(Map.of())));
    }

    ServedViews(Path directory, LiveSettings live) {
        this.live = live;
        views = new DrivenViews(directory, 3);
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

    MappedLinks links() {
        return links;
    }

    /** For erasures and links. */
    void pass(Duration time) {
        passed = passed.plus(time);
    }

    /** A second session. */
    void putOther() {
        views.put(Samples.summary(new SessionKey("shop", "other"), Samples.ANCHOR_MS)
                .build());
    }

    void offer(Applications changed) {
        applications = changed;
    }

    /** As when another generation serves. */
    void swapGeneration() {
        generation = DrivenServer.GENERATION + 1;
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
        QueryServer started = DrivenServer.listen(port, DrivenServer.instances(Duration.ZERO), live, metrics);
        AnsweringViews.Local local = DrivenServer.local(
                views, this, views.changes(), () -> applications, new NoErasures(), links, clock, metrics);
        Holders here = new Holders(Optional.of(started.self()), List.of());
        DrivenServer.answer(
                started,
                () -> new AnsweringViews(generation, local, local, partition -> here),
                () -> applications,
                new SharedSessions(links, DrivenServer.TOKENS, clock),
                () -> true);
        return started;
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

    /** Nobody asks it. */
    private static final class NoErasures implements ErasureLog {

        @Override
        public void decide(Collection<SessionKey> sessions) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ErasureId record(String app, int sessions, long requestedMs, long erasedMs) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Erasure> find(ErasureId id) {
            throw new UnsupportedOperationException();
        }
    }
}
