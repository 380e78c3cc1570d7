// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import dev.playhead.query.api.AnsweringGenerations;
import dev.playhead.query.api.LiveHandler;
import dev.playhead.query.api.LiveTail;
import dev.playhead.query.api.LiveTail.Batch;
import dev.playhead.query.http.LiveMetrics.End;
import dev.playhead.query.store.Answer;
import dev.playhead.query.store.Answer.Absent;
import dev.playhead.query.store.Answer.Erased;
import dev.playhead.query.store.Answer.Expired;
import dev.playhead.query.store.Answer.Found;
import dev.playhead.query.store.Answer.Unavailable;
import dev.playhead.schemas.SessionKey;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client that follows a session.
 *
 * <p>A change only makes the stream stale. A stale stream looks at the session as soon as it has rested since the last
 * look and the client has read what it was sent, and sends the difference. So however much changes and however slowly
 * it is read, what waits is one batch at most, and no thread waits with it. All but {@link #changed} and
 * {@link #shutDown} runs on the request's event loop.
 */
final class LiveStream {

    private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);

    /** For an {@code EventSource}, which comes back by itself. */
    private static final String RECONNECT = "retry: 2000\n\n";

    private static final String HEARTBEAT = ": still here\n\n";

    private final HttpServerResponse response;
    private final SessionKey key;
    private final AnsweringGenerations generations;
    private final int generation;
    private final LiveHandler handler;
    private final Answers answers;
    private final WorkerPool workers;
    private final Vertx vertx;
    private final Context context;
    private final LiveSettings settings;
    private final LiveMetrics metrics;
    private final LiveTail tail;
    private final Runnable unfollow;
    private final AtomicBoolean changed = new AtomicBoolean();

    private Optional<Long> heartbeat = Optional.empty();
    private boolean stale;
    private boolean looking;
    private boolean resting;
    private boolean clogged;
    private boolean over;

    LiveStream(
            RoutingContext request,
            SessionKey key,
            AnsweringGenerations generations,
            Answers answers,
            WorkerPool workers,
            Vertx vertx,
            LiveSettings settings,
            LiveMetrics metrics) {
        this.response = request.response();
        this.key = key;
        this.generations = generations;
        this.generation = generations.serving().number();
        this.handler = SessionRouting.handlers(request).live();
        this.answers = answers;
        this.workers = workers;
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.settings = settings;
        this.metrics = metrics;
        this.tail = new LiveTail(
                Optional.ofNullable(request.request().getHeader("Last-Event-ID")), settings.batchKiB() << 10);
        this.unfollow = handler.follow(key, this::changed);
    }

    /** Answers like any other route where there is no such session. */
    void start(RoutingContext request) {
        looking = true;
        answers.answer(request, this::look, this::begin);
    }

    /** On a thread that writes the stores. */
    private void changed() {
        if (changed.compareAndSet(false, true)) { // else it will look anyway
            context.runOnContext(nothing -> {
                changed.set(false);
                stale = true;
                advance();
            });
        }
    }

    void shutDown() {
        context.runOnContext(nothing -> {
            if (heartbeat.isPresent()) {
                end(End.SHUTDOWN);
            }
        });
    }

    /** When the response is over, for whatever reason. */
    void release() {
        if (!over && heartbeat.isPresent()) {
            metrics.ended(End.LEFT);
        }
        over = true;
        unfollow.run();
        heartbeat.ifPresent(vertx::cancelTimer);
    }

    private void begin(Batch first) {
        if (over) {
            return;
        }
        if (first.over() && first.events().isEmpty()) {
            response.setStatusCode(204); // which tells an EventSource not to come again
            end(End.CLOSED);
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader("X-Accel-Buffering", "no") // or nginx would hold events back
                .setChunked(true)
                .write(RECONNECT);
        heartbeat = Optional.of(vertx.setPeriodic(settings.heartbeat().toMillis(), timer -> beat()));
        send(first);
    }

    /** On a worker. */
    private Answer<Batch> look() {
        return generations.serving().number() == generation // else another one serves by now
                ? handler.state(key).map(tail::next)
                : new Absent<>();
    }

    private void advance() {
        if (over || !stale || looking || resting) {
            return;
        }
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> {
                clogged = false;
                advance();
            });
            return;
        }
        stale = false;
        looking = true;
        workers.run(this::look).onSuccess(this::answered).onFailure(this::failed);
    }

    private void answered(Answer<Batch> answer) {
        if (over) {
            return;
        }
        switch (answer) {
            case Found<Batch>(Batch batch) -> send(batch);
            case Absent<Batch>(), Erased<Batch>(), Expired<Batch>() -> end(End.AWAY);
            case Unavailable<Batch> away -> end(End.AWAY);
        }
    }

    private void send(Batch batch) {
        looking = false;
        if (!batch.events().isEmpty()) {
            Buffer events = Buffer.buffer(batch.events());
            metrics.sent(events.length());
            response.write(events);
        }
        if (batch.over()) {
            end(End.CLOSED);
            return;
        }
        stale |= !batch.complete();
        rest();
    }

    private void failed(Throwable cause) {
        if (over) {
            return;
        }
        looking = false;
        if (cause instanceof RejectedExecutionException) {
            stale = true; // others are at work
            rest();
            return;
        }
        LOG.warn("A live stream failed. session={}", key.text(), cause);
        end(End.FAILED);
    }

    private void rest() {
        resting = true;
        vertx.setTimer(settings.interval().toMillis(), timer -> {
            resting = false;
            advance();
        });
    }

    /** Also a look at what changes without a word: a session that expires, a store that has moved. */
    private void beat() {
        if (over) {
            return;
        }
        if (!response.writeQueueFull()) {
            clogged = false;
            response.write(HEARTBEAT);
        } else if (clogged) {
            over = true;
            metrics.ended(End.SLOW);
            response.reset();
            return;
        } else {
            clogged = true;
        }
        stale = true;
        advance();
    }

    private void end(End reason) {
        if (over) {
            return;
        }
        over = true;
        metrics.ended(reason);
        response.end();
    }
}
