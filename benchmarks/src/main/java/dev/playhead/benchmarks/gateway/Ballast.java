// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.gateway;

import dev.playhead.benchmarks.ChildJvm;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes away CPU: as much as a load generator took from the other side. One thread a core burns its part of it, a
 * fraction of a millisecond at a time.
 */
final class Ballast implements AutoCloseable {

    private static final String READY = "burning";
    private static final long SLICE_NANOS = 200_000;

    private final ChildJvm jvm;

    private Ballast(ChildJvm jvm) {
        this.jvm = jvm;
    }

    /** @param cores how many to keep busy, such as 0.4 */
    static Ballast start(double cores, Path logs) {
        ChildJvm jvm = ChildJvm.start("ballast", logs, Ballast.class, List.of(Double.toString(cores)));
        jvm.awaitLine(READY);
        return new Ballast(jvm);
    }

    /** The child's own main: burns until it is ended. */
    public static void main(String[] arguments) {
        int threads = Runtime.getRuntime().availableProcessors();
        double share = Double.parseDouble(arguments[0]) / threads;
        for (int i = 0; i < threads; i++) {
            Thread.ofPlatform().name("ballast-" + i).start(() -> burn(share));
        }
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        out.println(READY);
    }

    ProcessHandle handle() {
        return jvm.handle();
    }

    @Override
    public void close() {
        jvm.close();
    }

    private static void burn(double share) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long wall = System.nanoTime();
        long cpu = threads.getCurrentThreadCpuTime();
        while (true) {
            double due = (System.nanoTime() - wall) * share;
            if (threads.getCurrentThreadCpuTime() - cpu > due) {
                LockSupport.parkNanos(SLICE_NANOS);
            } else {
                Thread.onSpinWait();
            }
        }
    }
}
