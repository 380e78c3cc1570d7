// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.recorded;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What a kernel's own thread took of the CPU. A pass takes longer by the clock when others want the CPU too; this it
 * changes little. JMH sets the counters back before each iteration and adds them up in the end.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class ThreadCpu {

    static final String NANOS = "nanos";
    static final String PASSES = "passes";

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Of the CPU. */
    public long nanos;

    /** Times that the kernel ran through. */
    public long passes;

    private long begun;

    @Setup(Level.Iteration)
    public void begin() {
        begun = THREADS.getCurrentThreadCpuTime();
    }

    @TearDown(Level.Iteration)
    public void end() {
        nanos = THREADS.getCurrentThreadCpuTime() - begun;
    }
}
