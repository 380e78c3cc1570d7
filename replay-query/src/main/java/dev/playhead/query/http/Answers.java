// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import dev.playhead.query.api.ConflictException;
import dev.playhead.query.api.EventStream.ErasedMeanwhileException;
import dev.playhead.query.api.NotDoneException;
import dev.playhead.query.store.Answer;
import dev.playhead.query.store.Answer.Absent;
import dev.playhead.query.store.Answer.Erased;
import dev.playhead.query.store.Answer.Expired;
import dev.playhead.query.store.Answer.Found;
import dev.playhead.query.store.Answer.Unavailable;
import dev.playhead.query.store.SegmentBodies.BodiesUnavailableException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a handler answers, or throws, into a response. The one place that chooses a status. */
final class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    /** Detail of a 410. */
    static final String ERASED = "erased";

    /** Body of a 503: the stores are being read back. */
    private record Restoring(String status, double progress) {}

    private final WorkerPool workers;
    private final Duration retryAfter;

    Answers(WorkerPool workers, Duration retryAfter) {
        this.workers = workers;
        this.retryAfter = retryAfter;
    }

    /** Asks on a worker and sends what was found as JSON, which is written there too: a timeline may be megabytes. */
    <T> void json(RoutingContext request, Callable<Answer<T>> question) {
        answer(request, () -> question.call().map(Json::buffer), json -> sendJson(request.response(), 200, json));
    }

    /** Asks on a worker; what was found goes to {@code found}, on the event loop. */
    <T> void answer(RoutingContext request, Callable<Answer<T>> question, Consumer<T> found) {
        HttpServerResponse response = request.response();
        workers.run(question)
                .map(
                        answer -> { // not onSuccess, which would leave the request open if sending throws
                            switch (answer) {
                                case Found<T>(T value) -> found.accept(value);
                                case Absent<T>() -> absent(response);
                                case Erased<T>() -> Problem.of(410, ERASED).send(response);
                                case Expired<T>() ->
                                    Problem.of(410, "past its retention").send(response);
                                case Unavailable<T>(Duration after, double progress) ->
                                    restoring(response, after, progress);
                            }
                            return response;
                        })
                .onFailure(request::fail);
    }

    /** Nobody who could be asked has it right now. */
    void restoring(HttpServerResponse response, double progress) {
        restoring(response, retryAfter, progress);
    }

    static void absent(HttpServerResponse response) {
        Problem.of(404, "not known here").send(response);
    }

    static void restoring(HttpServerResponse response, Duration after, double progress) {
        retryAfter(response, after);
        json(response, 503, new Restoring("restoring", progress));
    }

    static void json(HttpServerResponse response, int status, Object value) {
        sendJson(response, status, Json.buffer(value));
    }

    static void sendJson(HttpServerResponse response, int status, Buffer json) {
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(json);
    }

    /** What a request failed with. Once bytes were sent, all that is left is to cut the connection. */
    void failed(RoutingContext request) {
        HttpServerResponse response = request.response();
        Throwable cause = request.failure();
        if (response.headWritten()) {
            if (cause instanceof ErasedMeanwhileException) {
                response.reset(); // nothing to see to, and a stream that just ended would look whole
                return;
            }
            LOG.warn("A response was cut. path={}", request.normalizedPath(), cause);
            response.reset();
            return;
        }
        switch (cause) {
            case BadParameterException bad ->
                Problem.of(400, String.valueOf(bad.getMessage())).send(response);
            case ErasedMeanwhileException erased -> Problem.of(410, ERASED).send(response);
            case ConflictException conflict ->
                Problem.of(409, String.valueOf(conflict.getMessage())).send(response);
            case NotDoneException unfinished -> {
                LOG.warn("A change has to be asked for again.", unfinished); // no path, which may name a person
                tryLater(response, String.valueOf(unfinished.getMessage()));
            }
            case RejectedExecutionException busy -> tryLater(response, "too many requests wait already");
            case BodiesUnavailableException unavailable -> {
                LOG.warn("The segments' log does not answer. path={}", request.normalizedPath(), unavailable);
                tryLater(response, "the recordings cannot be read right now");
            }
            case null ->
                Problem.of(request.statusCode(), "the request cannot be answered")
                        .send(response);
            case Throwable unreadable
            when request.statusCode() == 400 -> // the server says why, such as for a Host that is missing
                Problem.of(400, "the request cannot be read").send(response);
            default -> {
                LOG.error("A request failed. path={}", request.normalizedPath(), cause);
                Problem.of(500, "the request failed; the log says why").send(response);
            }
        }
    }

    void tryLater(HttpServerResponse response, String detail) {
        retryAfter(response, retryAfter);
        Problem.of(503, detail).send(response);
    }

    private static void retryAfter(HttpServerResponse response, Duration after) {
        response.putHeader("Retry-After", Long.toString(Math.max(1, after.toSeconds())));
    }
}
