// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.processor;

import dev.playhead.benchmarks.CannotMeasureException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The benchmarks of single steps, each in a JVM of its own, by JMH. */
final class Kernels {

    private static final TimeValue ITERATION = TimeValue.seconds(1);
    private static final int WARM_UP_ITERATIONS = 3;
    private static final int ITERATIONS = 5;
    private static final double NOT_MEASURED = Double.NaN;

    private final Path directory;

    /** @param directory where the {@link Corpus} lies, and JMH's log is to lie */
    Kernels(Path directory) {
        this.directory = directory;
    }

    /** CPU time of one pass through a kernel, in nanoseconds, by parameter and then by the name of the method. */
    private Map<String, Map<String, Double>> run(Class<?> kernel, String parameter, List<String> values) {
        Collection<RunResult> results;
        try {
            results = new Runner(new OptionsBuilder()
                            .include(kernel.getName())
                            .param(parameter, values.toArray(String[]::new))
                            .forks(1)
                            .warmupIterations(WARM_UP_ITERATIONS)
                            .warmupTime(ITERATION)
                            .measurementIterations(ITERATIONS)
                            .measurementTime(ITERATION)
                            .jvmArgsAppend("-D%s=%s".formatted(DecodeKernel.CORPUS, directory))
                            .output(directory.resolve("jmh.log").toString())
                            .shouldFailOnError(true)
                            .build())
                    .run();
        } catch (RunnerException e) {
            throw new CannotMeasureException("a kernel failed: see " + directory, e);
        }
        Map<String, Map<String, Double>> took = new LinkedHashMap<>();
        for (RunResult result : results) {
            double nanos = counted(result, ThreadCpu.NANOS);
            double passes = counted(result, ThreadCpu.PASSES);
            took.computeIfAbsent(result.getParams().getParam(parameter), _ -> new LinkedHashMap<>())
                    .put(result.getPrimaryResult().getLabel(), nanos / passes);
        }
        return took;
    }

    private static double counted(RunResult result, String counter) {
        return Objects.requireNonNull(result.getSecondaryResults().get(counter), counter)
                .getScore();
    }

    /** One round of {@link DecodeKernel}, by recording. */
    Map<String, Decoding> decode(List<String> recordings) {
        Map<String, Decoding> rates = new LinkedHashMap<>();
        // one at a time, so that what is compared runs one after the other
        for (String recording : recordings) {
            Map<String, Double> took =
                    run(DecodeKernel.class, "recording", List.of(recording)).getOrDefault(recording, Map.of());
            rates.put(
                    recording,
                    new Decoding(
                            took.getOrDefault("decode", NOT_MEASURED),
                            took.getOrDefault("inflateAndParse", NOT_MEASURED)));
        }
        return rates;
    }

    /** One round of {@link MergeKernel}, in nanoseconds, by the number of segments. */
    Map<String, Double> merge(List<String> segments) {
        Map<String, Double> nanos = new LinkedHashMap<>();
        run(MergeKernel.class, "segments", segments)
                .forEach((count, took) -> nanos.put(count, took.getOrDefault("merge", NOT_MEASURED)));
        return nanos;
    }

    /**
     * What a pass over a recording took of the CPU, in nanoseconds.
     *
     * @param decode by the processor's decoder
     * @param baseline inflating and parsing alone
     */
    record Decoding(double decode, double baseline) {

        /** How fast the decoder is, of how fast it could be. */
        double ofBaseline() {
            return baseline / decode;
        }
    }
}
