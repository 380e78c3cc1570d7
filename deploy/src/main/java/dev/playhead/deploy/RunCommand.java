// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs some roles, says so on standard output in one line, and stays until a signal comes. */
@Command(mixinStandardHelpOptions = true, usageHelpAutoWidth = true)
final class RunCommand implements Callable<Integer> {

    /** What is to be done with an installation that is ready, before that is said. */
    interface Preparation {
        /** @param notes for the operator, on standard error */
        void prepare(Installation installation, PrintWriter notes);
    }

    private final Set<Role> roles;
    private final Map<String, String> environment;
    private final Shutdown shutdown;
    private final Preparation preparation;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("FieldMayBeFinal") // filled by picocli
    private InstallationOptions options = new InstallationOptions();

    RunCommand(Set<Role> roles, Map<String, String> environment, Shutdown shutdown, Preparation preparation) {
        this.roles = EnumSet.copyOf(roles);
        this.environment = Map.copyOf(environment);
        this.shutdown = shutdown;
        this.preparation = preparation;
    }

    @Override
    public Integer call() throws InterruptedException {
        Map<String, String> settings = options.over(environment);
        InstallationConfig config = CannotStartException.ifSettingsAreBad(() -> InstallationConfig.from(settings));
        Drain drain = new Drain(config.drainTimeout());
        shutdown.drains(drain);
        Installation installation = Installation.start(settings, roles, drain);
        preparation.prepare(installation, spec.commandLine().getErr());
        PrintWriter out = spec.commandLine().getOut();
        out.println(installation.readyLine());
        out.flush();
        shutdown.awaitSignal();
        return 0;
    }
}
