// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import dev.playhead.query.api.ApiHandlers;
import dev.playhead.query.api.ExportHandler;
import dev.playhead.query.api.Pieces;
import dev.playhead.query.store.Answer;
import dev.playhead.schemas.SessionKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.function.Supplier;

/** Whole sessions as files: {@code …/sessions/{session}/export}. */
final class ExportRoutes {

    private static final String JSON = "json";
    private static final String HTML = "html";

    private final Supplier<ApiHandlers> handlers;
    private final Answers answers;
    private final WorkerPool workers;
    private final Vertx vertx;
    private final Counter exportedBytes;

    ExportRoutes(
            Supplier<ApiHandlers> handlers, Answers answers, WorkerPool workers, Vertx vertx, MeterRegistry metrics) {
        this.handlers = handlers;
        this.answers = answers;
        this.workers = workers;
        this.vertx = vertx;
        this.exportedBytes = Counter.builder("playhead.query.exports.streamed")
                .description("Bytes of exported sessions sent")
                .baseUnit("bytes")
                .register(metrics);
    }

    void addTo(Router router) {
        router.get(ApiRoutes.SESSION + "/export").handler(this::export);
    }

    private void export(RoutingContext request) {
        String format =
                ApiRoutes.parameters(request, Set.of("format")).text("format").orElse(JSON);
        if (!format.equals(JSON) && !format.equals(HTML)) {
            throw new BadParameterException("format must be json or html");
        }
        answers.answer(
                request,
                () -> ApiRoutes.withKey(request, key -> export(key, format)),
                pieces -> send(request, format, pieces));
    }

    private Answer<Pieces> export(SessionKey key, String format) {
        ExportHandler exports = handlers.get().exports();
        return format.equals(HTML) ? exports.html(key) : exports.json(key);
    }

    /** Always a download: what a page recorded must never be shown as a document of ours. */
    private void send(RoutingContext request, String format, Pieces pieces) {
        String name = ApiRoutes.sessionKey(request).orElseThrow().session() + '.' + format;
        request.response()
                .putHeader("Content-Disposition", "attachment; filename=\"" + name + '"')
                .putHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        new EventPump(vertx, workers, request, pieces, exportedBytes)
                .start(format.equals(HTML) ? "text/html; charset=utf-8" : "application/json");
    }
}
