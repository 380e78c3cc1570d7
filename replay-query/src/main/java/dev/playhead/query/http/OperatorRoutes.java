// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import dev.playhead.query.api.HealthHandler;
import dev.playhead.query.store.Answer.Found;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/** Health of this instance and of the installation, metrics, and the description of the API. */
final class OperatorRoutes {

    private static final String DESCRIPTION = "openapi.json";

    private record Status(String status) {}

    private final Health health;
    private final HealthHandler installation;
    private final Answers answers;
    private final PrometheusMeterRegistry metrics;
    private final Duration retryAfter;
    private final WorkerPool workers;
    private final Buffer description = description();

    OperatorRoutes(
            Health health,
            HealthHandler installation,
            Answers answers,
            PrometheusMeterRegistry metrics,
            Duration retryAfter,
            WorkerPool workers) {
        this.health = health;
        this.installation = installation;
        this.answers = answers;
        this.metrics = metrics;
        this.retryAfter = retryAfter;
        this.workers = workers;
    }

    void addTo(Router router) {
        router.get("/health/live").method(HttpMethod.HEAD).handler(this::live);
        router.get("/health/ready").method(HttpMethod.HEAD).handler(this::ready);
        router.get("/api/v1/health").handler(this::installation);
        router.get("/metrics").handler(this::metrics);
        router.get("/openapi.json").handler(this::describe);
    }

    private void live(RoutingContext request) {
        boolean live = health.live();
        Answers.json(request.response(), live ? 200 : 503, new Status(live ? "live" : "failed"));
    }

    private void ready(RoutingContext request) {
        if (health.ready()) {
            Answers.json(request.response(), 200, new Status("ready"));
        } else {
            Answers.restoring(request.response(), retryAfter, health.progress());
        }
    }

    private void installation(RoutingContext request) {
        Parameters.of(request, Set.of());
        answers.json(request, () -> new Found<>(installation.report()));
    }

    private void metrics(RoutingContext request) {
        workers.run(metrics::scrape)
                .onSuccess(text -> request.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                        .end(text))
                .onFailure(request::fail);
    }

    private void describe(RoutingContext request) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(description);
    }

    private static Buffer description() {
        try (InputStream in = OperatorRoutes.class.getResourceAsStream(DESCRIPTION)) {
            return Buffer.buffer(Objects.requireNonNull(in, DESCRIPTION).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
