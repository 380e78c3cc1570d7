// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.processor;

import dev.playhead.benchmarks.CannotMeasureException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** What the runs of a kernel took, in its unit, by parameter and then by the name of the method. */
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
            took.computeIfAbsent(result.getParams().getParam(parameter), _ -> new LinkedHashMap<>())
                    .put(
                            result.getPrimaryResult().getLabel(),
                            result.getPrimaryResult().getScore());
        }
        return took;
    }

    /** One round of {@link DecodeKernel}, by recording. */
    Map<String, Decoding> decode(List<String> recordings) {
        Map<String, Decoding> rates = new LinkedHashMap<>();
        run(DecodeKernel.class, "recording", recordings)
                .forEach((recording, took) -> rates.put(
                        recording,
                        new Decoding(
                                took.getOrDefault("decode", NOT_MEASURED),
                                took.getOrDefault("inflateAndParse", NOT_MEASURED))));
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
     * What a pass over a recording took, in microseconds.
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
