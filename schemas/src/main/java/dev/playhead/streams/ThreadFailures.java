// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.streams;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What to do when a stream thread dies: replace it, since a broker's hiccup passes; but stop the instance when they
 * keep dying, since an orchestrator sees a stopped instance and nobody sees a futile one.
 */
public final class ThreadFailures implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadFailures.class);

    private final int max;
    private final Duration window;
    private final InstantSource clock;
    private final Deque<Instant> recent = new ArrayDeque<>();

    /** @param max failures within {@code window} that are answered by a new thread; one more stops the instance */
    public ThreadFailures(int max, Duration window, InstantSource clock) {
        this.max = max;
        this.window = window;
        this.clock = clock;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        Instant now = clock.instant();
        while (!recent.isEmpty() && recent.getFirst().isBefore(now.minus(window))) {
            recent.removeFirst();
        }
        recent.addLast(now);
        if (recent.size() > max) {
            LOG.error("Stream threads keep dying, stopping. failures={} window={}", recent.size(), window, failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.warn("A stream thread died and is replaced. failures={} of={}", recent.size(), max, failure);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
}
