// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.gateway;

import dev.playhead.benchmarks.CpuTimes;
import dev.playhead.benchmarks.Memory;
import java.time.Duration;

/**
 * One side, measured once.
 *
 * @param perSecond uploads accepted, or records acknowledged
 * @param refused uploads that were answered, but not accepted; connections that failed
 * @param ownMicros CPU time of the measured process for each accepted upload
 * @param brokerMicros likewise of the broker
 * @param besideCores that the load generator took, or what stands for it
 * @param foreignCores that processes took which are no part of the benchmark
 */
record Sample(
        int bodyBytes,
        double perSecond,
        long refused,
        Duration p50,
        Duration p99,
        double ownMicros,
        double brokerMicros,
        double besideCores,
        double foreignCores,
        Memory memory) {

    private static final double MIB = 1 << 20;

    static Sample of(UploadFiles uploads, Wrk.Load load, CpuTimes used, Memory memory) {
        long accepted = Math.max(1, load.requests() - load.refused());
        return new Sample(
                uploads.bodyBytes(),
                accepted / seconds(load.lasted()),
                load.refused() + load.broken(),
                load.p50(),
                load.p99(),
                micros(used.processes().get(0)) / accepted,
                micros(used.processes().get(1)) / accepted,
                seconds(load.cpu()) / seconds(load.lasted()),
                foreignCores(used, load.cpu()),
                memory);
    }

    static Sample of(UploadFiles uploads, PerfTest.Steady steady) {
        CpuTimes used = steady.cpu();
        double records = steady.recordsPerSecond() * seconds(used.at());
        Duration ballast = used.processes().size() > 2 ? used.processes().get(2) : Duration.ZERO;
        return new Sample(
                uploads.bodyBytes(),
                steady.recordsPerSecond(),
                0,
                steady.p50(),
                steady.p99(),
                micros(used.processes().get(0)) / records,
                micros(used.processes().get(1)) / records,
                seconds(ballast) / seconds(used.at()),
                foreignCores(used, ballast),
                steady.memory());
    }

    double mibPerSecond() {
        return perSecond * bodyBytes / MIB;
    }

    /** MiB for each second of CPU time of the measured process and the broker together. */
    double mibPerCpuSecond() {
        return bodyBytes / MIB / ((ownMicros + brokerMicros) / 1e6);
    }

    private static double foreignCores(CpuTimes used, Duration beside) {
        Duration ours = used.processes().get(0).plus(used.processes().get(1)).plus(beside);
        return Math.max(0, seconds(used.machine().minus(ours)) / seconds(used.at()));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static double micros(Duration duration) {
        return duration.toNanos() / 1e3;
    }
}
