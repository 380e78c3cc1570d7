// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import dev.playhead.query.store.SegmentBodies.BodiesUnavailableException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A fixed number of readers, lent to one thread at a time. */
final class LogReaders implements AutoCloseable {

    private final List<LogReader> all;
    private final BlockingQueue<LogReader> idle;

    LogReaders(int size, IntFunction<LogReader> open) {
        all = IntStream.range(0, size).mapToObj(open).toList();
        idle = new ArrayBlockingQueue<>(size, true, all);
    }

    /** @throws BodiesUnavailableException if none is free before the deadline */
    <T> T lend(long deadlineNanos, Function<LogReader, T> use) {
        LogReader reader = take(deadlineNanos);
        try {
            return use.apply(reader);
        } finally {
            idle.add(reader);
        }
    }

    private LogReader take(long deadlineNanos) {
        try {
            LogReader reader = idle.poll(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (reader == null) {
                throw new BodiesUnavailableException("all readers of the log are busy");
            }
            return reader;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BodiesUnavailableException("interrupted while waiting for a reader of the log", e);
        }
    }

    /** Waits for nobody: to be called once no thread reads any more. */
    @Override
    public void close() {
        all.forEach(LogReader::close);
    }
}
