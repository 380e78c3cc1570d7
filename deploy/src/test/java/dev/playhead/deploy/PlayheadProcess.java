// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A process of its own, as {@code ./playhead} becomes one: same class, same options of the JVM. */
final class PlayheadProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader out;
    private final String readyLine;

    private PlayheadProcess(Process process) throws IOException {
        this.process = process;
        this.out = process.inputReader();
        this.readyLine = Objects.requireNonNull(out.readLine(), "the process ended before it was ready");
    }

    /** Returns when it says that it is ready. */
    static PlayheadProcess start(String command, Map<String, String> environment) throws IOException {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@jvm.options"));
        if (command.equals("gateway")) {
            line.add("@jvm-gateway.options");
        }
        line.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Playhead.class.getName(),
                command));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().putAll(environment);
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            return new PlayheadProcess(process);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    String readyLine() {
        return readyLine;
    }

    /** Base URL of the gateway; only where it runs there. */
    String gateway() {
        return readyLine.replaceFirst(".*gateway=(\\S+).*", "$1");
    }

    /** Base URL of the query service; only where it runs there. */
    String query() {
        return readyLine.replaceFirst(".*query=(\\S+).*", "$1");
    }

    /** Where its cluster is. */
    String kafka() {
        return readyLine.replaceFirst(".*kafka=(\\S+).*", "$1");
    }

    long pid() {
        return process.pid();
    }

    /** What it prints after the ready line; empty once it has ended. */
    String restOfOutput() throws IOException {
        return Objects.requireNonNullElse(out.readLine(), "");
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.toHandle().destroy(); // Process.destroy would close its output, which is still read
    }

    /** Sends SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    /** Its exit code; fails if it has none in time. */
    int exitCode(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still runs after " + limit);
        }
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        out.close();
    }
}
