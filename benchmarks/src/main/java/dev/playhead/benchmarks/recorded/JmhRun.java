// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.recorded;

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

/** Times kernels, which are single steps, each in a JVM of its own, by JMH. */
public final class JmhRun {

    /** Where the {@link Corpus} lies, in the JVM of a kernel. */
    private static final String CORPUS = "playhead.bench.corpus";

    private static final TimeValue ITERATION = TimeValue.seconds(1);
    private static final int WARM_UP_ITERATIONS = 3;
    private static final int ITERATIONS = 5;

    private final Path directory;

    /** @param directory where the {@link Corpus} lies, and JMH's log is to lie */
    public JmhRun(Path directory) {
        this.directory = directory;
    }

    /** For a kernel. */
    public static Corpus corpus() {
        return Corpus.read(Path.of(System.getProperty(CORPUS)));
    }

    /** CPU time of one pass through a kernel, in nanoseconds, by parameter and then by the name of the method. */
    public Map<String, Map<String, Double>> run(Class<?> kernel, String parameter, List<String> values) {
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
                            // or a busy machine is still interpreting when it measures
                            .jvmArgsAppend("-Xbatch", "-D%s=%s".formatted(CORPUS, directory))
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
}
