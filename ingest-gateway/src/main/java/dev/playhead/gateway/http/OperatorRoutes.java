// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BooleanSupplier;

/** Health and metrics. Never readable by pages of other origins. */
final class OperatorRoutes {

    static final String LIVE = "/health/live";
    static final String READY = "/health/ready";
    static final String METRICS = "/metrics";

    private final BooleanSupplier ready;
    private final PrometheusMeterRegistry metrics;

    OperatorRoutes(BooleanSupplier ready, PrometheusMeterRegistry metrics) {
        this.ready = ready;
        this.metrics = metrics;
    }

    void mount(Router router) {
        router.get(LIVE).method(HttpMethod.HEAD).handler(context -> state(context, 200, "live"));
        router.get(READY).method(HttpMethod.HEAD).handler(this::ready);
        router.get(METRICS).handler(this::scrape);
    }

    private void ready(RoutingContext context) {
        if (ready.getAsBoolean()) {
            state(context, 200, "ready");
        } else {
            state(context, 503, "not ready");
        }
    }

    private static void state(RoutingContext context, int status, String text) {
        Answers.send(
                context.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "application/json"),
                new JsonObject().put("status", text).encode());
    }

    private void scrape(RoutingContext context) {
        Answers.send(
                context.response().putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8"),
                metrics.scrape());
    }
}
