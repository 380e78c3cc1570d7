// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * CPU time that some processes and the whole machine have used up to one moment.
 *
 * @param at of {@link System#nanoTime()}
 * @param processes in the order in which they were named
 * @param machine by all processes there are, this one among them
 */
public record CpuTimes(Duration at, List<Duration> processes, Duration machine) {

    private static final Path MACHINE = Path.of("/proc/stat");
    private static final long TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux

    public CpuTimes {
        processes = List.copyOf(processes);
    }

    /** @throws CannotMeasureException if one of the processes has ended, or this is no Linux */
    public static CpuTimes now(ProcessHandle... processes) {
        return new CpuTimes(
                Duration.ofNanos(System.nanoTime()),
                Stream.of(processes).map(CpuTimes::of).toList(),
                ofMachine());
    }

    /** What was used between an earlier moment and this one, for the same processes. */
    public CpuTimes since(CpuTimes earlier) {
        List<Duration> used = LongStream.range(0, processes.size())
                .mapToObj(i -> processes.get((int) i).minus(earlier.processes.get((int) i)))
                .toList();
        return new CpuTimes(at.minus(earlier.at), used, machine.minus(earlier.machine));
    }

    private static Duration of(ProcessHandle process) {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new CannotMeasureException("process %d has ended".formatted(process.pid())));
    }

    /** The first line: {@code cpu user nice system idle iowait irq softirq steal guest guest_nice}. */
    private static Duration ofMachine() {
        try (Stream<String> lines = Files.lines(MACHINE)) {
            long[] ticks = Arrays.stream(lines.findFirst().orElseThrow().split(" +", -1))
                    .skip(1)
                    .mapToLong(Long::parseLong)
                    .toArray();
            long busy = ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6] + ticks[7];
            return Duration.ofMillis(busy * 1_000 / TICKS_PER_SECOND);
        } catch (IOException e) {
            throw new CannotMeasureException("cannot read %s: the benchmarks run on Linux".formatted(MACHINE), e);
        }
    }
}
