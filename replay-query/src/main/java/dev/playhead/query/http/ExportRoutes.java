// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import dev.playhead.query.api.ExportHandler;
import dev.playhead.query.api.Pieces;
import dev.playhead.query.store.Answer;
import dev.playhead.query.store.Answer.Absent;
import dev.playhead.schemas.SessionKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/** Whole sessions as files: {@code …/sessions/{session}/export}. */
final class ExportRoutes {

    private static final String JSON = "json";
    private static final String HTML = "html";

    private final SessionRouting routing;
    private final Answers answers;
    private final WorkerPool workers;
    private final Vertx vertx;
    private final Counter exportedBytes;

    ExportRoutes(SessionRouting routing, Answers answers, WorkerPool workers, Vertx vertx, MeterRegistry metrics) {
        this.routing = routing;
        this.answers = answers;
        this.workers = workers;
        this.vertx = vertx;
        this.exportedBytes = Counter.builder("playhead.query.exports.streamed")
                .description("Bytes of exported sessions sent")
                .baseUnit("bytes")
                .register(metrics);
    }

    void addTo(Router router) {
        router.get(SessionRoutes.SESSION + "/export").handler(routing).handler(this::export);
    }

    private void export(RoutingContext request) {
        String format = Parameters.of(request, Set.of("format")).text("format").orElse(JSON);
        if (!format.equals(JSON) && !format.equals(HTML)) {
            throw new BadParameterException("format must be json or html");
        }
        answers.answer(
                request,
                () -> PathParameters.session(request)
                        .map(key -> export(SessionRouting.handlers(request).exports(), key, format))
                        .orElseGet(Absent::new),
                pieces -> send(request, format, pieces));
    }

    private static Answer<Pieces> export(ExportHandler exports, SessionKey key, String format) {
        return format.equals(HTML) ? exports.html(key) : exports.json(key);
    }

    /** Always a download: what a page recorded must never be shown as a document of ours. */
    private void send(RoutingContext request, String format, Pieces pieces) {
        String name = PathParameters.session(request).orElseThrow().session() + '.' + format;
        request.response()
                .putHeader("Content-Disposition", "attachment; filename=\"" + name + '"')
                .putHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        new EventPump(vertx, workers, request, pieces, exportedBytes)
                .start(format.equals(HTML) ? "text/html; charset=utf-8" : "application/json");
    }
}
