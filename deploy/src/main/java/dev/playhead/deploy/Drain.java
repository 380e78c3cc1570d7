// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is running, in the order in which it is to be stopped. Safe for a signal that comes in the middle of a start.
 */
final class Drain implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    private final Deque<Part> parts = new ConcurrentLinkedDeque<>();
    private final Duration limit;

    private record Part(String name, AutoCloseable running) {}

    /** @param limit how long stopping everything may take; what is left then is cut off, which loses nothing stored */
    Drain(Duration limit) {
        this.limit = limit;
    }

    /** Stops this part before all that were added so far. */
    void stopFirst(String name, AutoCloseable running) {
        parts.addFirst(new Part(name, running));
    }

    /** Stops everything once; a second call finds nothing left to do. */
    @Override
    public void close() {
        if (parts.isEmpty()) {
            return;
        }
        // not an executor closed by try: that would wait without limit for a part that ignores its interrupt
        Thread stopping = Thread.ofPlatform().daemon().name("drain").start(this::stopAll);
        try {
            if (!stopping.join(limit)) {
                LOG.warn("not drained in time, cutting off the rest limitMs={}", limit.toMillis());
                stopping.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopAll() {
        for (Part part = parts.pollFirst(); part != null; part = parts.pollFirst()) {
            stop(part);
        }
    }

    private static void stop(Part part) {
        long started = System.nanoTime();
        try {
            part.running().close();
            LOG.info("stopped part={} tookMs={}", part.name(), (System.nanoTime() - started) / 1_000_000);
        } catch (Exception e) {
            LOG.warn("could not stop cleanly part={}", part.name(), e);
        }
    }
}
