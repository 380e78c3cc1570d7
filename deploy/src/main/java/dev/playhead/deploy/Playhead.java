// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import dev.playhead.deploy.demo.DemoRecordings;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Exit;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command. Exit codes: 0 done or drained after a signal, 1 a fault of ours, 2 something that the operator has to
 * change, told in one line on standard error.
 */
@Command(
        name = "playhead",
        description = "Session replay on Kafka.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = CommandLine.HelpCommand.class)
public final class Playhead {

    private static final Set<Role> ALL = Set.of(Role.values());
    private static final RunCommand.Preparation NOTHING = (installation, notes) -> {};

    private Playhead() {}

    public static void main(String[] arguments) {
        Shutdown shutdown = Shutdown.onSignals();
        // the broker ends the process by itself when its disk fails, with a status that must not get lost
        Exit.setExitProcedure((status, message) -> shutdown.exit(status));
        shutdown.exit(commandLine(System.getenv(), shutdown).execute(arguments));
    }

    /** @param environment what the options' defaults are read from */
    static CommandLine commandLine(Map<String, String> environment, Shutdown shutdown) {
        CommandLine command = new CommandLine(new Playhead());
        command.addSubcommand(
                "demo",
                described(
                        new RunCommand(ALL, environment, shutdown, Playhead::sendRecordings),
                        "Starts everything, sends bundled recordings of real SDKs, and stays until Ctrl-C."));
        command.addSubcommand(
                "up",
                described(
                        new RunCommand(ALL, environment, shutdown, NOTHING),
                        "Starts every role in one process, on an embedded broker unless --kafka names one."));
        for (Role role : Role.values()) {
            command.addSubcommand(
                    role.label(),
                    described(
                            new RunCommand(Set.of(role), environment, shutdown, NOTHING),
                            "Runs this role alone, on a cluster whose topics exist (see: topics)."));
        }
        command.addSubcommand("topics", new TopicsCommand(environment));
        command.addSubcommand("erase", new EraseCommand(environment));
        command.addSubcommand("doctor", new DoctorCommand(environment));
        command.addSubcommand("reprocess", new ReprocessCommand(environment, shutdown));
        command.addSubcommand("dead-letters", new DeadLettersCommand(environment));
        command.setParameterExceptionHandler((wrong, arguments) -> refuse(wrong.getCommandLine(), wrong));
        command.setExecutionExceptionHandler((failure, failed, result) -> {
            if (failure instanceof CannotStartException) {
                return refuse(failed, failure);
            }
            throw failure;
        });
        return command;
    }

    private static CommandLine described(RunCommand command, String description) {
        CommandLine line = new CommandLine(command);
        line.getCommandSpec().usageMessage().description(description);
        return line;
    }

    private static void sendRecordings(Installation installation, PrintWriter notes) {
        if (installation.gateway().startsWith(RunningRole.HTTPS)) {
            throw new CannotStartException("demo sends over plain HTTP: unset PLAYHEAD_GATEWAY_TLS_CERTIFICATE");
        }
        DemoRecordings.Outcome outcome = DemoRecordings.send(URI.create(installation.gateway()));
        notes.println("%d requests of %d recorded sessions were accepted, %d refused"
                .formatted(outcome.accepted(), DemoRecordings.SETS.size(), outcome.refused()));
        notes.println("open %s/".formatted(installation.query()));
        notes.flush();
    }

    private static int refuse(CommandLine command, Exception reason) {
        String line = String.valueOf(reason.getMessage()).lines().findFirst().orElse("");
        command.getErr().println("playhead: " + line);
        return CommandLine.ExitCode.USAGE;
    }
}
