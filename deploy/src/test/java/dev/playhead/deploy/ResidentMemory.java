// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory that a process really has, all of it: heap, native and code. Only where there is a {@code /proc}. */
record ResidentMemory(Path process) {

    private static final String FORGET_PEAK = "5"; // see proc_pid_clear_refs(5)

    static ResidentMemory of(long pid) {
        return new ResidentMemory(Path.of("/proc", Long.toString(pid)));
    }

    boolean isKnown() {
        return Files.isWritable(process.resolve("clear_refs"));
    }

    long mib() throws IOException {
        return status("VmRSS:");
    }

    /** The most since {@link #forgetPeak}. */
    long peakMib() throws IOException {
        return status("VmHWM:");
    }

    void forgetPeak() throws IOException {
        Files.writeString(process.resolve("clear_refs"), FORGET_PEAK);
    }

    private long status(String field) throws IOException {
        return Files.readAllLines(process.resolve("status")).stream()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024)
                .findFirst()
                .orElseThrow();
    }
}
