// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.processor;

import dev.playhead.benchmarks.recorded.JmhRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The processor's single steps. */
final class Kernels {

    private static final double NOT_MEASURED = Double.NaN;

    private final JmhRun jmh;

    Kernels(JmhRun jmh) {
        this.jmh = jmh;
    }

    /** One round of {@link DecodeKernel}, by recording. */
    Map<String, Decoding> decode(List<String> recordings) {
        Map<String, Decoding> rates = new LinkedHashMap<>();
        // one at a time, so that what is compared runs one after the other
        for (String recording : recordings) {
            Map<String, Double> took =
                    jmh.run(DecodeKernel.class, "recording", List.of(recording)).getOrDefault(recording, Map.of());
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
        jmh.run(MergeKernel.class, "segments", segments)
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
