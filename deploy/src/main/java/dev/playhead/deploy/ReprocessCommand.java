// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import dev.playhead.deploy.reprocess.CatchUpWatch;
import dev.playhead.deploy.reprocess.GenerationAdmin;
import dev.playhead.deploy.reprocess.GenerationDecisions;
import dev.playhead.deploy.reprocess.TakenOverException;
import dev.playhead.generations.GenerationLog;
import dev.playhead.generations.Generations;
import dev.playhead.schemas.v1.GenerationState;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Has everything that is derived made anew from what was received, beside what answers now, and lets that answer once
 * it has caught up. The work is done by the running instances; this only decides, watches and deletes.
 */
@Command(
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description = {
            "Makes a new generation of all sessions from the recordings and events that are still in Kafka,",
            "and lets it answer once it has caught up. The one before goes on until ./playhead reprocess clean.",
            "Run again, it sees through what was begun."
        })
final class ReprocessCommand implements Callable<Integer> {

    private final Map<String, String> environment;
    private final Shutdown shutdown;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("FieldMayBeFinal") // filled by picocli
    private ClusterOptions options = new ClusterOptions();

    @Option(
            names = "--within",
            paramLabel = "DURATION",
            description = "How far behind each role may be when the new generation begins to answer (PT5S).")
    @SuppressWarnings("FieldMayBeFinal") // filled by picocli
    private Duration within = Duration.ofSeconds(5);

    ReprocessCommand(Map<String, String> environment, Shutdown shutdown) {
        this.environment = Map.copyOf(environment);
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() {
        ClusterTopics cluster = ClusterTopics.of(options.over(environment));
        cluster.verify();
        shutdown.signalEndsWith(CommandLine.ExitCode.USAGE);
        int number = deciding(cluster, decisions -> {
            int begun = begin(cluster, decisions);
            if (!caughtUp(cluster, begun)) {
                throw new CannotStartException("generation %d was given up meanwhile".formatted(begun));
            }
            decisions.put(begun, GenerationState.SERVING);
            return begun;
        });
        say("generation %d answers from now on; the one before can be had back (cancel) until it is deleted (clean)"
                .formatted(number));
        return 0;
    }

    @Command(
            name = "cancel",
            mixinStandardHelpOptions = true,
            usageHelpAutoWidth = true,
            description = {
                "Gives up the newest generation, and deletes what there is of it: one that is being made,",
                "or one that answers, while the one before is still there and can answer instead."
            })
    int cancel(@Mixin ClusterOptions cluster, @Mixin Patience patience) {
        ClusterTopics topics = ClusterTopics.of(cluster.over(environment));
        int number = deciding(topics, decisions -> {
            Generations known = topics.generations();
            int newest = known.dispensable()
                    .orElseThrow(() -> new CannotStartException(
                            "there is no other generation than %d, which answers".formatted(known.serving())));
            decisions.put(newest, GenerationState.RETIRED);
            return newest;
        });
        say("generation %d is given up".formatted(number));
        remove(topics, List.of(number), patience);
        return 0;
    }

    @Command(
            name = "clean",
            mixinStandardHelpOptions = true,
            usageHelpAutoWidth = true,
            description = {
                "Stops the generations that do not answer any more, and deletes their topics and stores.",
                "Whoever reads these topics has to read those of the new generation by then."
            })
    int clean(@Mixin ClusterOptions cluster, @Mixin Patience patience) {
        ClusterTopics topics = ClusterTopics.of(cluster.over(environment));
        List<Integer> retired = new ArrayList<>(topics.generations().retired());
        if (!topics.generations().superseded().isEmpty()) {
            refuseUnlessRun(topics, topics.generations().serving());
            retired.addAll(deciding(topics, decisions -> {
                List<Integer> superseded = List.copyOf(topics.generations().superseded());
                superseded.forEach(number -> decisions.put(number, GenerationState.RETIRED));
                return superseded;
            }));
        }
        remove(topics, retired, patience);
        say("nothing is left of earlier generations");
        return 0;
    }

    /** How long to wait for others. */
    static final class Patience {

        @Option(
                names = "--wait",
                paramLabel = "DURATION",
                description = "For the instances to stop what is to be deleted (PT1M).")
        @SuppressWarnings("FieldMayBeFinal") // filled by picocli
        private Duration wait = Duration.ofMinutes(1);
    }

    /** The generation to see through: one that was begun earlier, or a new one. */
    private int begin(ClusterTopics cluster, GenerationDecisions decisions) {
        Generations known = cluster.generations();
        if (known.building().isPresent()) {
            int number = known.building().get();
            say("goes on with generation %d, which was begun earlier".formatted(number));
            return number;
        }
        if (!known.superseded().isEmpty()) {
            throw new CannotStartException(
                    "generation %d is still there beside generation %d, which answers: first ./playhead reprocess clean"
                            .formatted(known.superseded().first(), known.serving()));
        }
        int number = known.next();
        cluster.create(number);
        decisions.put(number, GenerationState.BUILDING);
        say("generation %d is being made; what is past the retention of %s and %s will not be in it"
                .formatted(
                        number,
                        cluster.topics().segments().name(),
                        cluster.topics().rumEvents().name()));
        say("the same command goes on should this one end early; ./playhead reprocess cancel gives up");
        return number;
    }

    private boolean caughtUp(ClusterTopics cluster, int number) {
        try (GenerationAdmin admin = admin(cluster);
                GenerationLog log =
                        new GenerationLog(cluster.kafka(), cluster.topics().generations())) {
            return new CatchUpWatch(admin, log, cluster.timeout(), this::say).await(number, within);
        }
    }

    private void remove(ClusterTopics cluster, List<Integer> numbers, Patience patience) {
        cluster.orExplained(() -> {
            try (GenerationAdmin admin = admin(cluster)) {
                for (int number : numbers) {
                    if (!admin.awaitStopped(number, patience.wait)) {
                        throw new CannotStartException(
                                "instances still run generation %d after %s: ./playhead reprocess clean deletes it later"
                                        .formatted(number, patience.wait));
                    }
                    admin.remove(number).forEach(name -> say("deleted " + name));
                }
                return true;
            }
        });
    }

    /** Instances on which the serving generation does not run answer from the one before, as long as it is there. */
    private static void refuseUnlessRun(ClusterTopics cluster, int serving) {
        cluster.orExplained(() -> {
            try (GenerationAdmin admin = admin(cluster)) {
                if (!admin.isRun(serving)) {
                    throw new CannotStartException(
                            "generation %d, which is to answer, does not run: nothing is deleted".formatted(serving));
                }
                return true;
            }
        });
    }

    private static GenerationAdmin admin(ClusterTopics cluster) {
        return new GenerationAdmin(cluster.kafka(), cluster.topics(), cluster.timeout());
    }

    /** Nobody else decides meanwhile, or this fails. */
    private static <T> T deciding(ClusterTopics cluster, Function<GenerationDecisions, T> work) {
        return cluster.orExplained(() -> {
            try (GenerationDecisions decisions = new GenerationDecisions(
                    cluster.kafka(), cluster.topics().generations(), cluster.timeout(), InstantSource.system())) {
                return work.apply(decisions);
            } catch (TakenOverException e) {
                throw new CannotStartException(String.valueOf(e.getMessage()), e);
            }
        });
    }

    private void say(String line) {
        PrintWriter notes = spec.commandLine().getErr();
        notes.println(line);
        notes.flush();
    }
}
