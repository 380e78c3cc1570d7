// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import dev.playhead.applications.Applications;
import dev.playhead.query.api.AnsweringGenerations;
import dev.playhead.query.api.HealthHandler;
import dev.playhead.query.share.SharedSessions;
import dev.playhead.query.store.Placement.Instance;
import dev.playhead.schemas.BundledSubjects;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of the query service. It listens before there is anything to answer from, so that its address is
 * known to those whom the rest tells of it; until then it says that it is starting.
 */
public final class QueryServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(QueryServer.class);
    private static final Duration LISTEN_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    /** Statuses that the router itself gives. */
    private static final List<Integer> ROUTER_STATUSES = List.of(400, 404, 405, 413, 500);

    /**
     * What requests are answered from.
     *
     * @param generations of the views
     * @param applications whose assets pages may load
     * @param subjects of the schema registry
     * @param health of this instance
     * @param operators told how the installation is
     * @param shared what links lead to
     */
    public record Sources(
            AnsweringGenerations generations,
            Supplier<Applications> applications,
            BundledSubjects subjects,
            Health health,
            HealthHandler operators,
            SharedSessions shared) {}

    private final ServerSettings settings;
    private final Duration retryAfter;
    private final PrometheusMeterRegistry metrics;
    private final Vertx vertx;
    private final WorkerPool workers;
    private final Router router;
    private final HttpServer server;
    private final Route starting;
    private volatile Optional<LiveRoutes> live = Optional.empty();

    private QueryServer(ServerSettings settings, Duration retryAfter, PrometheusMeterRegistry metrics) {
        this.settings = settings;
        this.retryAfter = retryAfter;
        this.metrics = metrics;
        this.vertx = Vertx.vertx();
        this.workers = new WorkerPool(vertx, settings.workers(), settings.workerQueue());
        this.router = Router.router(vertx);
        router.route()
                .handler(new RequestMetrics(metrics))
                .handler(QueryServer::guard)
                .handler(new HostCheck(settings.host(), settings.names()));
        this.starting = router.route().handler(request -> Answers.restoring(request.response(), retryAfter, 0));
        ROUTER_STATUSES.forEach(status -> router.errorHandler(status, request -> refuse(router, request, status)));
        // no upgrade to HTTP/2 on a plain connection: no browser asks for it, only what wants to pass a proxy unseen
        HttpServerOptions options =
                new HttpServerOptions().setHandle100ContinueAutomatically(false).setHttp2ClearTextEnabled(false);
        this.server = vertx.createHttpServer(options).requestHandler(router);
    }

    /**
     * Listens.
     *
     * @param retryAfter told to those whom nobody has time for
     * @throws IllegalStateException saying in one line why it cannot listen there
     */
    public static QueryServer listen(ServerSettings settings, Duration retryAfter, PrometheusMeterRegistry metrics) {
        QueryServer started = new QueryServer(settings, retryAfter, metrics);
        try {
            await(started.server.listen(settings.port(), settings.host()), LISTEN_TIMEOUT);
        } catch (IllegalStateException e) {
            started.close();
            throw new IllegalStateException(
                    "cannot listen on %s:%d: %s".formatted(settings.host(), settings.port(), e.getMessage()), e);
        }
        LOG.info("Listening. host={} port={}", settings.host(), started.port());
        return started;
    }

    /** Begins to answer. */
    public void answer(Sources sources) {
        Answers answers = new Answers(workers, retryAfter);
        Instances instances = new Instances(vertx, settings.instances(), self(), metrics);
        router.route().failureHandler(answers::failed);
        SessionRouting routing = new SessionRouting(sources.generations(), instances, workers, answers);
        LiveRoutes following =
                new LiveRoutes(routing, sources.generations(), answers, workers, vertx, settings.live(), metrics);
        following.addTo(router);
        live = Optional.of(following);
        new ShareRoutes(routing, answers).addTo(router);
        new ExportRoutes(routing, answers, workers, vertx, metrics).addTo(router);
        new SessionRoutes(routing, answers, workers, vertx, metrics).addTo(router);
        ListGathering gathering = new ListGathering(sources.generations(), instances, workers, answers);
        new ListRoutes(gathering).addTo(router);
        ErasedEverywhere erased = new ErasedEverywhere(sources.generations(), instances);
        new ErasureRoutes(routing, gathering, sources.generations(), erased, answers).addTo(router);
        new OperatorRoutes(sources.health(), sources.operators(), answers, metrics, retryAfter, workers).addTo(router);
        new SharedRoutes(sources.shared(), answers).addTo(router);
        new RegistryRoutes(sources.subjects()).addTo(router);
        new WebUi(workers, sources.applications(), sources.shared()).addTo(router);
        starting.remove();
    }

    /** Where the other instances reach this one. */
    public Instance self() {
        return settings.instances().reachedAt(settings.host(), port());
    }

    public int port() {
        return server.actualPort();
    }

    /** Every path with a handler of its own, as the router writes it. */
    List<String> paths() {
        return router.getRoutes().stream()
                .map(route -> route.getPath())
                .filter(path -> path != null)
                .toList();
    }

    @Override
    public void close() {
        live.ifPresent(LiveRoutes::close);
        workers.close();
        try {
            await(vertx.close(), CLOSE_TIMEOUT);
        } catch (IllegalStateException e) {
            LOG.warn("The HTTP server did not close in time. cause={}", e.getMessage());
        }
    }

    /** What holds for every answer, unless the route knows better. */
    private static void guard(RoutingContext request) {
        request.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Content-Type-Options", "nosniff");
        request.next();
    }

    private static void refuse(Router router, RoutingContext request, int status) {
        if (status == 405) {
            request.response().putHeader(HttpHeaders.ALLOW, AllowedMethods.of(router, request.normalizedPath()));
        }
        Problem.of(status, status == 404 ? "no such address" : "the request cannot be answered")
                .send(request.response());
    }

    private static String reason(ExecutionException e) {
        Throwable cause = e.getCause();
        return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
    }

    private static void await(Future<?> future, Duration timeout) {
        try {
            future.toCompletionStage().toCompletableFuture().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(reason(e), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no answer within " + timeout, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
