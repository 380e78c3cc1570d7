// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.processor;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.playhead.benchmarks.recorded.Corpus;
import dev.playhead.benchmarks.recorded.JmhRun;
import dev.playhead.benchmarks.recorded.RecordedBody;
import dev.playhead.benchmarks.recorded.ThreadCpu;
import dev.playhead.formats.body.Decoded;
import dev.playhead.formats.facts.SegmentFacts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Decoding every segment of a recording once, beside inflating and parsing the same bytes and looking at nothing. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeKernel {

    private List<RecordedBody> bodies = List.of();

    @Param(Corpus.ALL)
    public String recording = Corpus.ALL;

    @Setup
    public void load() {
        bodies = RecordedBody.of(JmhRun.corpus(), recording);
    }

    @Benchmark
    public void decode(ThreadCpu cpu, Blackhole hole) {
        for (RecordedBody recorded : bodies) {
            if (!(recorded.format().segment(recorded.body()) instanceof Decoded.Facts<SegmentFacts> facts)) {
                throw new IllegalStateException("a recorded segment cannot be read");
            }
            hole.consume(facts);
        }
        cpu.passes++;
    }

    @Benchmark
    public void inflateAndParse(ThreadCpu cpu, Blackhole hole) throws IOException {
        for (RecordedBody recorded : bodies) {
            hole.consume(tokens(recorded.inflating(), recorded.packed()));
        }
        cpu.passes++;
    }

    /** @param packed whether the strings of the outermost array are events, deflated */
    private static int tokens(InputStream inflated, boolean packed) throws IOException {
        int tokens = 0;
        try (JsonParser parser = RecordedBody.JSON.createParser(inflated)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                tokens++;
                if (packed
                        && token == JsonToken.VALUE_STRING
                        && parser.getParsingContext().inArray()) {
                    byte[] event = parser.getText().getBytes(StandardCharsets.ISO_8859_1);
                    tokens += tokens(RecordedBody.inflating(event), false);
                }
            }
        }
        return tokens;
    }
}
