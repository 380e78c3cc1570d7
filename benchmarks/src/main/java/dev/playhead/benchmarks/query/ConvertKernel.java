// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.benchmarks.recorded.Corpus;
import dev.playhead.benchmarks.recorded.JmhRun;
import dev.playhead.benchmarks.recorded.RecordedBody;
import dev.playhead.benchmarks.recorded.ThreadCpu;
import dev.playhead.formats.playback.EventJson;
import dev.playhead.formats.playback.RrwebConversion;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
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

/**
 * A recording on its way to the player, beside inflating, parsing and writing the same bytes and looking at nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ConvertKernel {

    private List<List<RecordedBody>> lanes = List.of();

    @Param(Corpus.ALL)
    public String recording = Corpus.ALL;

    @Setup
    public void load() {
        lanes = RecordedBody.lanesOf(JmhRun.corpus(), recording);
    }

    @Benchmark
    public void convert(ThreadCpu cpu) throws IOException {
        for (List<RecordedBody> lane : lanes) {
            RrwebConversion conversion = lane.getFirst().format().conversion(_ -> false);
            for (RecordedBody recorded : lane) {
                try (JsonGenerator lines = RecordedBody.JSON.createGenerator(OutputStream.nullOutputStream())) {
                    conversion.convert(recorded.body(), event -> write(event, lines));
                }
            }
        }
        cpu.passes++;
    }

    @Benchmark
    public void inflateParseAndWrite(ThreadCpu cpu) throws IOException {
        for (List<RecordedBody> lane : lanes) {
            for (RecordedBody recorded : lane) {
                copy(recorded.inflating(), recorded.packed());
            }
        }
        cpu.passes++;
    }

    private static void write(ObjectNode event, JsonGenerator lines) {
        try {
            EventJson.write(event, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param packed whether the strings of the outermost array are events, deflated */
    private static void copy(InputStream inflated, boolean packed) throws IOException {
        JsonFactory json = RecordedBody.JSON;
        try (JsonParser parser = json.createParser(inflated);
                JsonGenerator generator = json.createGenerator(OutputStream.nullOutputStream())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (packed
                        && token == JsonToken.VALUE_STRING
                        && parser.getParsingContext().inArray()) {
                    copy(RecordedBody.inflating(parser.getText().getBytes(StandardCharsets.ISO_8859_1)), false);
                } else {
                    generator.copyCurrentEvent(parser);
                }
            }
        }
    }
}
