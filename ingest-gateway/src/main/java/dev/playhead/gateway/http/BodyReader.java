// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/**
 * Reads one request's body into memory, up to a limit and within a time. Ends in exactly one of four ways: whole, too
 * large (as soon as that is known), too slow, or the sender gave up, which nobody is told. Runs on the request's event
 * loop.
 */
final class BodyReader {

    private enum State {
        READING,
        ENDED
    }

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final int maxBytes;
    private final Outcome outcome;
    private final long timer;
    private Buffer body = Buffer.buffer();
    private State state = State.READING;

    /** What to do with each end. */
    record Outcome(Consumer<byte[]> whole, Runnable tooLarge, Runnable tooSlow) {}

    private BodyReader(Vertx vertx, HttpServerRequest request, HttpSettings settings, Outcome outcome) {
        this.vertx = vertx;
        this.request = request;
        this.maxBytes = settings.maxBodyBytes();
        this.outcome = outcome;
        this.timer = vertx.setTimer(settings.bodyTimeout().toMillis(), _ -> end(outcome.tooSlow()));
    }

    static void read(Vertx vertx, HttpServerRequest request, HttpSettings settings, Outcome outcome) {
        BodyReader reader = new BodyReader(vertx, request, settings, outcome);
        if (reader.announcedBytes() > reader.maxBytes) {
            reader.end(outcome.tooLarge());
            return;
        }
        request.handler(reader::append)
                .endHandler(_ -> reader.end(() -> outcome.whole().accept(reader.body.getBytes())))
                .exceptionHandler(_ -> reader.end(() -> {}));
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
    }

    /** What the sender says; whatever it is, the bytes are counted. */
    private long announcedBytes() {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private void append(Buffer chunk) {
        if (state == State.ENDED) {
            return; // what still arrives behind a refusal
        }
        if (body.length() + chunk.length() > maxBytes) {
            end(outcome.tooLarge());
            return;
        }
        body.appendBuffer(chunk);
    }

    private void end(Runnable how) {
        if (state == State.ENDED) {
            return;
        }
        state = State.ENDED;
        vertx.cancelTimer(timer);
        how.run();
        body = Buffer.buffer();
    }
}
