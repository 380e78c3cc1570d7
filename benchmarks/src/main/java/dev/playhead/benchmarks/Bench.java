// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks;

import dev.playhead.benchmarks.gateway.GatewayBenchmark;
import dev.playhead.benchmarks.processor.ProcessorBenchmark;
import dev.playhead.benchmarks.query.QueryBenchmark;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code ./playhead bench [NAME]}: one benchmark, or all of them. The table goes to standard output, what happens
 * meanwhile to standard error. Exit codes as of the other commands: 2 is the caller's to mend, in one line.
 */
@Command(name = "bench", description = "Benchmarks with their baselines.", mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private Bench() {}

    public static void main(String[] arguments) {
        ChildJvm.endWithThisProcess();
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine command = new CommandLine(new Bench());
        command.addSubcommand("gateway", new GatewayBenchmark());
        command.addSubcommand("processor", new ProcessorBenchmark());
        command.addSubcommand("query", new QueryBenchmark());
        command.setParameterExceptionHandler((wrong, arguments) -> refuse(wrong.getCommandLine(), wrong));
        command.setExecutionExceptionHandler((failure, failed, result) -> {
            if (failure instanceof CannotMeasureException) {
                return refuse(failed, failure);
            }
            throw failure;
        });
        return command;
    }

    /** Without a name: all. */
    @Override
    public Integer call() {
        return spec.subcommands().values().stream()
                .mapToInt(CommandLine::execute)
                .max()
                .orElse(0);
    }

    private static int refuse(CommandLine command, Exception reason) {
        String line = String.valueOf(reason.getMessage()).lines().findFirst().orElse("");
        command.getErr().println("playhead: " + line);
        return CommandLine.ExitCode.USAGE;
    }
}
