// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own for one side of a comparison, with the class path and the options of this one, so that all sides run
 * alike: as {@code ./playhead} starts the services.
 */
public final class ChildJvm implements AutoCloseable {

    /** The command says where they are. */
    private static final String GATEWAY_OPTIONS = "playhead.gateway.options";

    private static final Duration GRACE = Duration.ofSeconds(15);

    private final String name;
    private final Process process;
    private final BufferedReader output;
    private final Path log;

    private ChildJvm(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.log = log;
    }

    /**
     * Starts it.
     *
     * @param logs where its standard error goes, to a file of its name
     */
    public static ChildJvm start(String name, Path logs, Class<?> main, List<String> arguments) {
        return start(name, logs, main.getName(), arguments);
    }

    /** Likewise, where the class is only there at run time. */
    public static ChildJvm start(String name, Path logs, String main, List<String> arguments) {
        return start(name, logs, List.of(), main, arguments);
    }

    /** Likewise, with the options that a gateway by itself is started with. */
    public static ChildJvm startLikeGateway(String name, Path logs, Class<?> main, List<String> arguments) {
        return start(name, logs, List.of("@" + System.getProperty(GATEWAY_OPTIONS)), main.getName(), arguments);
    }

    private static ChildJvm start(String name, Path logs, List<String> options, String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(arguments);
        Path log = logs.resolve(name + ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new ChildJvm(name, process, log);
        } catch (IOException e) {
            throw new CannotMeasureException("cannot start the %s (%s)".formatted(name, e.getMessage()), e);
        }
    }

    /** Whatever happens to this process, none of its children outlives it. */
    public static void endWithThisProcess() {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy), "children"));
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** The next line on its standard output that starts so. Blocks until it is there. */
    public String awaitLine(String start) {
        try {
            String line = output.readLine();
            while (line != null && !line.startsWith(start)) {
                line = output.readLine();
            }
            if (line != null) {
                return line;
            }
        } catch (IOException e) {
            throw new CannotMeasureException("cannot read what the %s says".formatted(name), e);
        }
        throw new CannotMeasureException("the %s ended by itself: see %s".formatted(name, log));
    }

    /** Whether it ended within a time. */
    public boolean ended(Duration wait) {
        try {
            return process.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw CannotMeasureException.interrupted(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        if (!ended(GRACE)) {
            process.destroyForcibly();
        }
    }
}
