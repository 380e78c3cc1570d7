// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {

    private final Vertx vertx = Vertx.vertx();
    private final WorkerPool workers = new WorkerPool(vertx, 1, 1);

    @AfterEach
    void close() {
        workers.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void anErrorIsToldToWhoeverWaits() {
        Future<String> result = workers.run(() -> {
            throw new StackOverflowError();
        });

        assertThat(result.toCompletionStage().toCompletableFuture())
                .failsWithin(10, TimeUnit.SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(StackOverflowError.class);
    }
}
