// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import dev.playhead.query.api.Pieces;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/**
 * Sends {@link Pieces} as fast as the client reads it. The next piece is made only once the last has found room, so a
 * slow client holds no thread, and one that has gone ends the work.
 */
final class EventPump {

    static final String NDJSON = "application/x-ndjson";

    private static final long RETRY_MS = 50;

    private final Vertx vertx;
    private final WorkerPool workers;
    private final RoutingContext request;
    private final HttpServerResponse response;
    private final Pieces pieces;
    private final Counter sentBytes;

    EventPump(Vertx vertx, WorkerPool workers, RoutingContext request, Pieces pieces, Counter sentBytes) {
        this.vertx = vertx;
        this.workers = workers;
        this.request = request;
        this.response = request.response();
        this.pieces = pieces;
        this.sentBytes = sentBytes;
    }

    void start(String contentType) {
        response.putHeader(HttpHeaders.CONTENT_TYPE, contentType).setChunked(true);
        pull();
    }

    private void pull() {
        if (isOver()) {
            return;
        }
        workers.run(pieces::next).onSuccess(this::send).onFailure(this::failed);
    }

    private void send(Optional<byte[]> piece) {
        if (isOver()) {
            return;
        }
        if (piece.isEmpty()) {
            response.end();
            return;
        }
        sentBytes.increment(piece.get().length);
        response.write(Buffer.buffer(piece.get()));
        if (response.writeQueueFull()) {
            response.drainHandler(nothing -> pull());
        } else {
            pull();
        }
    }

    private void failed(Throwable cause) {
        if (cause instanceof RejectedExecutionException && response.headWritten()) {
            vertx.setTimer(RETRY_MS, timer -> pull()); // others are at work: this one has begun and shall end
            return;
        }
        if (!response.headWritten()) {
            response.setChunked(false);
        }
        request.fail(cause);
    }

    private boolean isOver() {
        return response.closed() || response.ended();
    }
}
