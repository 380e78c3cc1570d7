// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long one request goes on asking for what nobody has right now, as while a partition moves. */
final class Patience {

    private static final int MIN_PAUSE_MS = 20;
    private static final int MAX_PAUSE_MS = 120;

    private final Vertx vertx;
    private final long endNanos;

    /** Begins now. */
    Patience(Vertx vertx, Duration length) {
        this.vertx = vertx;
        this.endNanos = System.nanoTime() + length.toNanos();
    }

    /** Whether it goes on; then {@code next} is run after a short while, not the same for all that wait. */
    boolean goesOn(Runnable next) {
        if (System.nanoTime() - endNanos >= 0) {
            return false;
        }
        vertx.setTimer(ThreadLocalRandom.current().nextInt(MIN_PAUSE_MS, MAX_PAUSE_MS), paused -> next.run());
        return true;
    }
}
