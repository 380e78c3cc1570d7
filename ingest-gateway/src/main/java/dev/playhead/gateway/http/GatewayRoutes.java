// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.http;

import dev.playhead.gateway.access.AccessPolicy;
import dev.playhead.gateway.client.ClientObserver;
import dev.playhead.gateway.intake.Intake;
import dev.playhead.gateway.intake.IntakeHandler;
import dev.playhead.gateway.intake.IntakeMetrics;
import dev.playhead.gateway.intake.Patience;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All of the gateway's routes, in the order of their checks: intake, then {@code Host}, then what operators read. */
public final class GatewayRoutes {

    private static final Logger log = LoggerFactory.getLogger(GatewayRoutes.class);
    private static final Set<String> OPERATOR_PATHS =
            Set.of(OperatorRoutes.LIVE, OperatorRoutes.READY, OperatorRoutes.METRICS);

    private final IntakeRoutes intake;
    private final PostHogSettings postHogSettings;
    private final OperatorRoutes operators;
    private final HostCheck hosts;
    private final PrometheusMeterRegistry metrics;
    private final Map<Answered, Timer> timers = new ConcurrentHashMap<>();
    private final @Nullable AccessLog accessLog;

    /** What requests are counted by: names of ours both. */
    private record Answered(String route, int status) {}

    /**
     * What takes uploads.
     *
     * @param intakes by path
     * @param handler what becomes of an upload
     * @param patience how long a body may wait for room
     * @param metrics of the intake
     */
    public record Intakes(
            Map<String, Intake> intakes, IntakeHandler handler, Patience patience, IntakeMetrics metrics) {}

    /**
     * @param room for bodies
     * @param ready whether uploads can be taken now; cheap, called on an event loop
     */
    public GatewayRoutes(
            HttpSettings settings,
            AccessPolicy access,
            Intakes intakes,
            BodyRoom room,
            ClientObserver clients,
            BooleanSupplier ready,
            PrometheusMeterRegistry metrics,
            InstantSource clock) {
        this.intake = new IntakeRoutes(intakes, access, clients, settings, room, clock);
        this.postHogSettings = new PostHogSettings(access);
        this.accessLog = settings.accessLog() ? new AccessLog(clock) : null;
        this.operators = new OperatorRoutes(ready, metrics);
        this.hosts = new HostCheck(settings);
        this.metrics = metrics;
    }

    Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        router.route().handler(this::receive);
        router.route().handler(hosts::check);
        router.route().handler(GatewayRoutes::preflight);
        operators.mount(router);
        router.errorHandler(
                400,
                context -> Problems.answer(
                        context.response(), 400, "malformed", "the Host header or the path cannot be read"));
        router.errorHandler(
                404, context -> Problems.answer(context.response(), 404, "not_found", "there is nothing at this path"));
        router.errorHandler(405, context -> {
            context.response().putHeader(HttpHeaders.ALLOW, HttpMethod.GET.name());
            Problems.answer(context.response(), 405, "method_not_allowed", "only GET is answered here");
        });
        router.errorHandler(500, context -> {
            log.error("a request failed for a fault of our own", context.failure());
            Problems.answer(context.response(), 500, "internal", "a fault of the gateway");
        });
        return router;
    }

    private void receive(RoutingContext context) {
        long from = System.nanoTime();
        Target target = Target.of(context.request().uri());
        observe(context, target, from);
        toIntake(context, target);
    }

    private void observe(RoutingContext context, Target target, long from) {
        String route = labelOf(target);
        context.addEndHandler(_ -> {
            long nanos = System.nanoTime() - from;
            timers.computeIfAbsent(
                            new Answered(route, context.response().getStatusCode()),
                            kind -> metrics.timer(
                                    "playhead.gateway.requests.answered",
                                    "route",
                                    kind.route(),
                                    "status",
                                    Integer.toString(kind.status())))
                    .record(nanos, TimeUnit.NANOSECONDS);
            if (accessLog != null) {
                accessLog.answered(context.request(), context.response(), route, nanos);
            }
        });
        context.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Content-Type-Options", "nosniff");
    }

    private String labelOf(Target target) {
        if (OPERATOR_PATHS.contains(target.path())) {
            return target.path();
        }
        String settings = postHogSettings.labelOf(target.path());
        return settings == null ? intake.labelOf(target) : settings;
    }

    private void toIntake(RoutingContext context, Target target) {
        if (intake.isFor(target)) {
            intake.handle(context, target);
        } else if (postHogSettings.labelOf(target.path()) != null) {
            postHogSettings.handle(context, target.path());
        } else {
            context.next();
        }
    }

    /** For paths that are nobody's yet; what operators read stays closed to other origins. */
    private static void preflight(RoutingContext context) {
        if (!context.request().method().equals(HttpMethod.OPTIONS)) {
            context.next();
        } else if (OPERATOR_PATHS.contains(context.request().path())) {
            Answers.send(context.response().setStatusCode(204).putHeader(HttpHeaders.ALLOW, HttpMethod.GET.name()));
        } else {
            Cors.preflight(context);
        }
    }
}
