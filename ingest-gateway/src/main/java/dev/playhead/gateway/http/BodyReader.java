// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one request's body into memory, up to a limit, within a time, and within the room that there is for bodies. A
 * large body is not read on before it has room for all of itself. Ends in exactly one of its {@link Outcome}'s ways, or
 * the sender gave up, which nobody is told. Runs on the request's event loop.
 */
final class BodyReader {

    private final Vertx vertx;
    private final Context eventLoop;
    private final HttpServerRequest request;
    private final Limits limits;
    private final BodyRoom.Share share;
    private final Outcome outcome;

    /** Of a small body, as it came; what came of it before it turned out large. */
    private final List<Buffer> small = new ArrayList<>();

    /** Of a large body, with room for all of it. */
    private byte @Nullable [] large;

    private int length;
    private long timer = -1;
    private State state = State.READING;

    private enum State {
        READING,
        WAITING,
        ENDED
    }

    /**
     * How far a body is read.
     *
     * @param maxBytes largest body
     * @param arrival longest time for it to arrive, less the time that it waited for room
     * @param queueing longest time that it waits for room
     */
    record Limits(int maxBytes, Duration arrival, Duration queueing) {}

    /** What to do with each end. */
    interface Outcome {

        /** @param share to be left when nothing needs the body any more */
        void whole(byte[] body, BodyRoom.Share share);

        void tooLarge();

        void tooSlow();

        void noRoom();
    }

    private BodyReader(Vertx vertx, HttpServerRequest request, Limits limits, BodyRoom.Share share, Outcome outcome) {
        this.vertx = vertx;
        this.eventLoop = vertx.getOrCreateContext();
        this.request = request;
        this.limits = limits;
        this.share = share;
        this.outcome = outcome;
    }

    static void read(Vertx vertx, HttpServerRequest request, Limits limits, BodyRoom room, Outcome outcome) {
        new BodyReader(vertx, request, limits, room.enter(), outcome).start();
    }

    private void start() {
        long announced = announcedBytes(request);
        if (announced > limits.maxBytes()) {
            end(outcome::tooLarge);
            return;
        }
        request.handler(this::append).endHandler(_ -> whole()).exceptionHandler(_ -> end(() -> {}));
        if (announced > BodyRoom.SMALL_BODY_BYTES) {
            awaitRoom(Math.toIntExact(announced));
        } else {
            goOn();
        }
    }

    /** What the sender says; whatever it is, the bytes are counted. Negative where it says nothing. */
    static long announcedBytes(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return header == null ? -1 : Long.parseLong(header);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private void append(Buffer chunk) {
        if (state == State.ENDED) {
            return; // what still arrives behind a refusal
        }
        if (length + chunk.length() > limits.maxBytes()) {
            end(outcome::tooLarge);
            return;
        }
        if (large != null) {
            chunk.getBytes(0, chunk.length(), large, length);
        } else if (length + chunk.length() <= BodyRoom.SMALL_BODY_BYTES) {
            if (!share.grow(chunk.length())) {
                end(outcome::noRoom);
                return;
            }
            small.add(chunk);
        } else { // it did not say that it would be so large
            small.add(chunk);
            awaitRoom(limits.maxBytes());
        }
        length += chunk.length();
    }

    private void joinSmall(byte[] into) {
        int at = 0;
        for (Buffer chunk : small) {
            chunk.getBytes(0, chunk.length(), into, at);
            at += chunk.length();
        }
        small.clear();
    }

    private void awaitRoom(int bytes) {
        state = State.WAITING;
        request.pause();
        arm(limits.queueing(), outcome::noRoom);
        if (!share.reserve(bytes, () -> eventLoop.runOnContext(_ -> enter(bytes)))) {
            end(outcome::noRoom);
        }
    }

    private void enter(int bytes) {
        if (state == State.ENDED) {
            share.leave(); // it was granted while it gave up
            return;
        }
        state = State.READING;
        large = new byte[bytes];
        joinSmall(large);
        goOn();
        request.resume();
    }

    private void goOn() {
        arm(limits.arrival(), outcome::tooSlow);
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT)) && length == 0) {
            request.response().writeContinue();
        }
    }

    private void arm(Duration time, Runnable late) {
        vertx.cancelTimer(timer);
        timer = vertx.setTimer(Math.max(1, time.toMillis()), _ -> end(late));
    }

    private void whole() {
        if (state != State.READING) {
            return;
        }
        byte[] body;
        if (large == null) {
            body = new byte[length];
            joinSmall(body);
        } else {
            body = large.length == length ? large : Arrays.copyOf(large, length);
        }
        stop();
        outcome.whole(body, share);
    }

    private void end(Runnable how) {
        if (state != State.ENDED) {
            stop();
            share.leave();
            how.run();
        }
    }

    private void stop() {
        state = State.ENDED;
        vertx.cancelTimer(timer);
        small.clear();
        large = null;
    }
}
