// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.query;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * How long calls of one kind took.
 *
 * @param p50 in milliseconds
 * @param p99 in milliseconds
 */
record Latencies(double p50, double p99) {

    private static final double MS = 1e6;

    /** Calls one after the other, each with its number. The first ones, as many again as a tenth, do not count. */
    static Latencies of(int calls, IntConsumer call) {
        int warmUp = calls / 10;
        for (int number = 0; number < warmUp; number++) {
            call.accept(number);
        }
        long[] nanos = new long[calls];
        for (int number = 0; number < calls; number++) {
            long begun = System.nanoTime();
            call.accept(number);
            nanos[number] = System.nanoTime() - begun;
        }
        Arrays.sort(nanos);
        return new Latencies(at(nanos, 0.5), at(nanos, 0.99));
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))] / MS;
    }
}
