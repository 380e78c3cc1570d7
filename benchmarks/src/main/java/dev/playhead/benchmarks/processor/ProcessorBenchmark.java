// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.processor;

import dev.playhead.benchmarks.Broker;
import dev.playhead.benchmarks.CannotMeasureException;
import dev.playhead.benchmarks.ChildJvm;
import dev.playhead.benchmarks.Progress;
import dev.playhead.benchmarks.WorkDirectory;
import dev.playhead.benchmarks.processor.Kernels.Decoding;
import dev.playhead.benchmarks.recorded.Corpus;
import dev.playhead.benchmarks.recorded.JmhRun;
import dev.playhead.benchmarks.recorded.RecordedBody;
import dev.playhead.benchmarks.recorded.RecordedBody.Size;
import dev.playhead.deploy.Playhead;
import dev.playhead.schemas.Topics;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./playhead bench processor}: decoding, joining, and all of the topology, some rounds of each. */
@Command(
        name = "processor",
        description = "The stream processor beside inflating and parsing, and beside a topology that only stores.",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
public final class ProcessorBenchmark implements Callable<Integer> {

    private static final String PROCESSOR_GROUP = "playhead-processor";
    private static final String PROCESSOR_READY = "ready";
    private static final List<String> SESSION_LENGTHS = List.of("10", "10000");
    private static final double MIB = 1 << 20;
    private static final int MOST_MIB = 100_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--rounds",
            description = "How often each is measured (default: ${DEFAULT-VALUE})",
            defaultValue = "2")
    private int rounds;

    @Option(names = "--parts", split = ",", description = "Only these of ${COMPLETION-CANDIDATES} (default: all)")
    private Set<Part> parts = EnumSet.allOf(Part.class);

    @Option(
            names = "--mib",
            description = "How much the topologies have to get through (default: ${DEFAULT-VALUE})",
            defaultValue = "300")
    private int mib;

    /** What is measured by itself. */
    enum Part {
        DECODE,
        MERGE,
        WHOLE
    }

    @Override
    public Integer call() {
        if (parts.contains(Part.WHOLE) && !parts.contains(Part.DECODE)) {
            note("without DECODE, nothing can be said of what the whole could reach");
        }
        if (rounds < 1 || mib < 1 || mib > MOST_MIB) {
            throw new CannotMeasureException("rounds are at least 1, mib from 1 to " + MOST_MIB);
        }
        Path directory = WorkDirectory.create();
        ProcessorResults results = new ProcessorResults();
        Kernels kernels = new Kernels(new JmhRun(directory));
        for (int round = 1; round <= rounds; round++) {
            note("round %d of %d".formatted(round, rounds));
            Path ofRound = WorkDirectory.createWithin(directory, "round-" + round);
            try (Broker broker = Broker.start(ofRound, Map.of())) {
                Corpus corpus = Corpus.record(broker, ofRound);
                if (round == 1) {
                    corpus.write(directory);
                    corpus.bySet().forEach((set, _) -> results.size(set, Size.of(RecordedBody.of(corpus, set))));
                    results.size(Corpus.ALL, Size.of(RecordedBody.of(corpus, Corpus.ALL)));
                }
                if (parts.contains(Part.WHOLE)) {
                    results.add(whole(broker, corpus, ofRound, round % 2 == 0));
                }
            }
            WorkDirectory.delete(ofRound);
            if (parts.contains(Part.DECODE)) {
                results.add(decoding(kernels));
            }
            if (parts.contains(Part.MERGE)) {
                results.addMerging(kernels.merge(SESSION_LENGTHS));
            }
        }
        WorkDirectory.delete(directory);
        PrintWriter out = spec.commandLine().getOut();
        out.print(results);
        out.flush();
        return 0;
    }

    private Map<String, Decoding> decoding(Kernels kernels) {
        Map<String, Decoding> decoding = kernels.decode(recordings());
        decoding.forEach((recording, took) ->
                note("  decoding %s: %.2f of inflating and parsing".formatted(recording, took.ofBaseline())));
        return decoding;
    }

    private static List<String> recordings() {
        List<String> recordings = new ArrayList<>(Corpus.SETS);
        recordings.add(Corpus.ALL);
        return recordings;
    }

    /** @param processorFirst every other round, so that a machine that gets faster or slower favours nobody */
    private Whole whole(Broker broker, Corpus corpus, Path directory, boolean processorFirst) {
        Backlog backlog =
                Backlog.write(broker.bootstrapServers(), corpus.bySet().values(), (long) mib << 20);
        double processor = processorFirst ? processor(broker, directory, backlog) : 0;
        double passThrough = passThrough(broker, directory, backlog);
        processor = processorFirst ? processor : processor(broker, directory, backlog);
        double recordMib = backlog.storedBytes() / MIB / backlog.records();
        Whole whole = new Whole(processor * recordMib, passThrough * recordMib);
        note("  the processor %.1f MB/s, a topology that only stores %.1f MB/s"
                .formatted(whole.processor(), whole.passThrough()));
        return whole;
    }

    private static double processor(Broker broker, Path directory, Backlog backlog) {
        Path data = WorkDirectory.createWithin(directory, "data");
        List<String> arguments = List.of("processor", "--kafka", broker.bootstrapServers(), "--data", data.toString());
        try (ChildJvm jvm = ChildJvm.start("processor", directory, Playhead.class, arguments)) {
            jvm.awaitLine(PROCESSOR_READY);
            return recordsPerSecond(broker, PROCESSOR_GROUP, backlog);
        }
    }

    private static double passThrough(Broker broker, Path directory, Backlog backlog) {
        Path data = WorkDirectory.createWithin(directory, PassThrough.APPLICATION_ID);
        List<String> arguments = List.of(
                broker.bootstrapServers(),
                data.toString(),
                Topics.from(System.getenv()).segments().name());
        try (ChildJvm _ = ChildJvm.start("pass-through", directory, PassThrough.class, arguments)) {
            return recordsPerSecond(broker, PassThrough.APPLICATION_ID, backlog);
        }
    }

    private static double recordsPerSecond(Broker broker, String group, Backlog backlog) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            return Progress.recordsPerSecond(
                    admin, group, Topics.from(System.getenv()).segments().name(), backlog.records());
        }
    }

    private void note(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("playhead: " + line);
        err.flush();
    }

    /**
     * How fast the topologies got through the same records, in MiB of bodies a second.
     *
     * @param processor all of it
     * @param passThrough the one that only stores
     */
    record Whole(double processor, double passThrough) {

        /**
         * What a topology that stores and decodes, and nothing else, would reach at these speeds, one after the other.
         */
        double allowed(double decode) {
            return 1 / (1 / passThrough + 1 / decode);
        }
    }
}
