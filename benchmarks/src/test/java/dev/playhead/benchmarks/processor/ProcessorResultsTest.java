// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.benchmarks.processor.Kernels.Decoding;
import dev.playhead.benchmarks.processor.ProcessorBenchmark.Whole;
import dev.playhead.benchmarks.recorded.Corpus;
import dev.playhead.benchmarks.recorded.RecordedBody.Size;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessorResultsTest {

    private static final int MIB = 1 << 20;
    private static final double SECOND = 1e9;

    private final ProcessorResults results = new ProcessorResults();

    @Test
    void theWholeIsComparedWithWhatStoringAndDecodingAllowTogetherInEachRound() {
        results.size(Corpus.ALL, new Size(40 * MIB, 120 * MIB));
        results.add(new Whole(12, 40)); // 40 and 40 allow 20
        results.add(Map.of(Corpus.ALL, new Decoding(SECOND, SECOND)));
        results.add(new Whole(8, 20)); // twice as slow: 20 and 20 allow 10
        results.add(Map.of(Corpus.ALL, new Decoding(2 * SECOND, SECOND)));

        assertThat(results.toString()).contains("| 30.0 | 10.0 | 30.0 | 15.0 | 0.70 (0.60–0.80) |");
    }

    @Test
    void decodingIsComparedWithInflatingAndParsingTheSameBytes() {
        results.size("rrweb", new Size(MIB, 100 * MIB));
        results.add(Map.of("rrweb", new Decoding(SECOND, SECOND / 2)));

        assertThat(results.toString()).contains("| rrweb | 100 | 200 | 0.50 (0.50–0.50) |");
    }

    @Test
    void whatWasNotMeasuredIsNotThere() {
        results.addMerging(Map.of("10", 1_500.0));

        assertThat(results.toString()).contains("| 10 | 1.50 |").doesNotContain("recording", "stores only");
    }
}
