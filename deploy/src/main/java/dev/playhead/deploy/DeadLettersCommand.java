// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import dev.playhead.deploy.records.Listing;
import dev.playhead.deploy.records.Retry;
import dev.playhead.deploy.records.Retry.Outcome;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.records.AllDeadLetters;
import dev.playhead.records.RecordReader;
import dev.playhead.records.RecordWriter;
import dev.playhead.records.SetAside;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What could not be used: shows it, and has it processed once more. */
@Command(
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "(list | retry)",
        description = "Shows what was set aside, or has it processed once more.")
final class DeadLettersCommand {

    private static final String REASONS =
            Arrays.stream(RejectReason.values()).map(RejectReason::label).collect(Collectors.joining(", "));

    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    DeadLettersCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Which cluster, and which of its letters. */
    static final class Selection {

        @Mixin
        @SuppressWarnings("FieldMayBeFinal") // filled by picocli
        private ClusterOptions cluster = new ClusterOptions();

        @Option(names = "--reason", paramLabel = "REASON", description = "Only those of this reason.")
        private @Nullable String reason;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            usageHelpAutoWidth = true,
            description = "Shows the latest dead letters, and how many there are of each reason.")
    int list(
            @Mixin Selection selection,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "100",
                            description = "How many to show; all are counted (100).")
                    int limit,
            @Option(names = "--json", description = "As one JSON object.") boolean json) {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit is not a number from 1: " + limit);
        }
        Optional<RejectReason> reason = reasonOf(selection);
        ClusterTopics cluster = cluster(selection);
        Listing listing = new Listing(limit);
        cluster.orExplained(() -> {
            try (RecordReader reader = new RecordReader(cluster.kafka(), cluster.timeout())) {
                return read(reader, cluster, reason, listing);
            }
        });
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            listing.printJson(out);
        } else {
            listing.printText(out);
        }
        out.flush();
        return 0;
    }

    @Command(
            name = "retry",
            mixinStandardHelpOptions = true,
            usageHelpAutoWidth = true,
            description = {
                "Publishes again the records that dead letters are about, so that they are processed once more.",
                "Each run takes all that are still kept: choose by --reason. What was mended before changes nothing,",
                "unless its session is forgotten by now: see docs/operating.md."
            })
    int retry(
            @Mixin Selection selection,
            @Option(names = "--dry-run", description = "Publish nothing, only say what would be.") boolean dryRun) {
        Optional<RejectReason> reason = reasonOf(selection);
        ClusterTopics cluster = cluster(selection);
        Retry retry = new Retry(cluster.topics());
        Map<Outcome, Long> outcomes = cluster.orExplained(() -> {
            try (RecordReader reader = new RecordReader(cluster.kafka(), cluster.timeout());
                    RecordWriter writer = new RecordWriter(cluster.kafka(), cluster.timeout())) {
                read(reader, cluster, reason, retry);
                return retry.publish(reader, dryRun ? copy -> {} : writer::write);
            }
        });
        if (dryRun) {
            spec.commandLine().getErr().println("a dry run: nothing is published");
        }
        PrintWriter out = spec.commandLine().getOut();
        for (Outcome outcome : Outcome.values()) {
            long count = outcomes.getOrDefault(outcome, 0L);
            if (count > 0 || outcome == Outcome.PUBLISHED) {
                out.println("%d %s".formatted(count, outcome.words()));
            }
        }
        out.flush();
        return 0;
    }

    private long read(
            RecordReader reader, ClusterTopics cluster, Optional<RejectReason> reason, Consumer<SetAside> each) {
        long unreadable = new AllDeadLetters(
                        reader, cluster.topics(), cluster.generations().serving())
                .read(reason, each);
        if (unreadable > 0) {
            spec.commandLine().getErr().println("%d records of the topic are no dead letters".formatted(unreadable));
        }
        return unreadable;
    }

    private ClusterTopics cluster(Selection selection) {
        ClusterTopics cluster = ClusterTopics.of(selection.cluster.over(environment));
        cluster.verify();
        return cluster;
    }

    private Optional<RejectReason> reasonOf(Selection selection) {
        if (selection.reason == null) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(RejectReason.values())
                .filter(reason -> reason.label().equals(selection.reason))
                .findAny()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "no reason '%s'; there is: %s".formatted(selection.reason, REASONS))));
    }
}
