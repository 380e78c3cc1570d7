// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs what blocks, off the event loops, with a bounded number of threads and of tasks that wait for one. */
final class WorkerPool implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final ThreadPoolExecutor threads;

    WorkerPool(Vertx vertx, int size, int queue) {
        this.vertx = vertx;
        this.threads = new ThreadPoolExecutor(
                size,
                size,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queue),
                Thread.ofPlatform().name("query-worker-", 0).factory());
    }

    /**
     * Runs a task; its result comes back on the caller's event loop.
     *
     * @return failed with {@link RejectedExecutionException} where too many tasks wait
     */
    <T> Future<T> run(Callable<T> task) {
        Context context = vertx.getOrCreateContext();
        Promise<T> promise = Promise.promise();
        try {
            threads.execute(() -> {
                try {
                    T result = task.call();
                    context.runOnContext(nothing -> promise.complete(result));
                } catch (Throwable e) { // an error too, or somebody would wait for ever
                    context.runOnContext(nothing -> promise.fail(e));
                }
            });
        } catch (RejectedExecutionException e) {
            promise.fail(e);
        }
        return promise.future();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
