// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;

/** How long one instance looks at rows for one page, over all partitions that it is asked for. */
public final class ScanTime {

    private final Duration most;
    private final LongSupplier nanos;
    private final Counter ended;

    /** @param nanos a clock that only goes on, such as {@link System#nanoTime} */
    public ScanTime(Duration most, LongSupplier nanos, MeterRegistry metrics) {
        this.most = most;
        this.nanos = nanos;
        this.ended = Counter.builder("playhead.query.scans.ended")
                .description("Parts of pages and facets, one a partition, that ended early since their time was up")
                .register(metrics);
    }

    /** Begins now. */
    Left start() {
        return new Left(nanos.getAsLong() + most.toNanos());
    }

    /** What is left of it, for one request. */
    final class Left {

        private final long endNanos;

        private Left(long endNanos) {
            this.endNanos = endNanos;
        }

        boolean isOver() {
            return nanos.getAsLong() - endNanos >= 0;
        }

        /** That it made a scan end which would have gone on. */
        void ended() {
            ended.increment();
        }
    }
}
