// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Creates the topics of an outside cluster, or says how those that exist deviate. */
@Command(
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description = {
            "Creates what is missing of all topics, verifies the rest, and changes nothing that exists.",
            "PLAYHEAD_PARTITIONS (4) and PLAYHEAD_REPLICATION (the brokers' default) lay out new ones."
        })
final class TopicsCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("FieldMayBeFinal") // filled by picocli
    private ClusterOptions options = new ClusterOptions();

    @Option(names = "--verify", description = "Create nothing.")
    private boolean verifyOnly;

    TopicsCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        ClusterTopics topics = ClusterTopics.of(options.over(environment));
        PrintWriter notes = spec.commandLine().getErr();
        if (verifyOnly) {
            topics.verify();
        } else {
            List<String> created = topics.create();
            created.forEach(name -> notes.println("created " + name));
        }
        notes.println("the topics at %s are as they should be".formatted(topics.bootstrapServers()));
        return 0;
    }
}
