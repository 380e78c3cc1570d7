// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A process's memory, as the kernel counts it.
 *
 * @param residentBytes now
 * @param peakBytes the most since {@link #forgetPeak}
 */
public record Memory(long residentBytes, long peakBytes) {

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final String FORGET_PEAK = "5"; // proc(5), clear_refs

    public static Memory of(ProcessHandle process) {
        Path file = Path.of("/proc", Long.toString(process.pid()), "status");
        try {
            String status = Files.readString(file);
            return new Memory(bytes(RESIDENT, status), bytes(PEAK, status));
        } catch (IOException e) {
            throw new CannotMeasureException("cannot read %s".formatted(file), e);
        }
    }

    public static void forgetPeak(ProcessHandle process) {
        Path file = Path.of("/proc", Long.toString(process.pid()), "clear_refs");
        try {
            Files.writeString(file, FORGET_PEAK);
        } catch (IOException e) {
            throw new CannotMeasureException("cannot write %s".formatted(file), e);
        }
    }

    private static long bytes(Pattern line, String status) {
        return line.matcher(status)
                .results()
                .mapToLong((MatchResult match) -> Long.parseLong(match.group(1)) << 10)
                .findFirst()
                .orElseThrow(() -> new CannotMeasureException("a process has ended"));
    }
}
