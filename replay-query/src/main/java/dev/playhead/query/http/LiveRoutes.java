// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import dev.playhead.query.api.AnsweringGenerations;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sessions that are followed while they go on: {@code …/sessions/{session}/live}. */
final class LiveRoutes implements AutoCloseable {

    private final SessionRouting routing;
    private final AnsweringGenerations generations;
    private final Answers answers;
    private final WorkerPool workers;
    private final Vertx vertx;
    private final LiveSettings settings;
    private final LiveMetrics metrics;
    private final Counter refused;
    private final Set<LiveStream> open = ConcurrentHashMap.newKeySet();

    LiveRoutes(
            SessionRouting routing,
            AnsweringGenerations generations,
            Answers answers,
            WorkerPool workers,
            Vertx vertx,
            LiveSettings settings,
            MeterRegistry metrics) {
        this.routing = routing;
        this.generations = generations;
        this.answers = answers;
        this.workers = workers;
        this.vertx = vertx;
        this.settings = settings;
        this.metrics = new LiveMetrics(metrics);
        this.refused = Counter.builder("playhead.query.live.refused")
                .description("Live streams refused since too many are open")
                .register(metrics);
        Gauge.builder("playhead.query.live.streams", open, Set::size)
                .description("Live streams that are open")
                .register(metrics);
    }

    void addTo(Router router) {
        router.get(SessionRoutes.SESSION + "/live").handler(routing).handler(this::live);
    }

    private void live(RoutingContext request) {
        Parameters.of(request, Set.of());
        if (open.size() >= settings.streams()) { // one event loop takes all requests, so nobody comes between
            refused.increment();
            answers.tryLater(request.response(), "too many sessions are followed already");
            return;
        }
        PathParameters.session(request)
                .ifPresentOrElse(
                        key -> {
                            LiveStream stream = new LiveStream(
                                    request, key, generations, answers, workers, vertx, settings, metrics);
                            open.add(stream);
                            request.addEndHandler(ended -> {
                                open.remove(stream);
                                stream.release();
                            });
                            stream.start(request);
                        },
                        () -> Answers.absent(request.response()));
    }

    /** Ends every stream; its client comes back to whoever serves then. */
    @Override
    public void close() {
        open.forEach(LiveStream::shutDown);
    }
}
