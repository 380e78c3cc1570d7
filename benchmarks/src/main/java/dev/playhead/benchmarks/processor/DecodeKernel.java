// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.processor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.playhead.formats.RecordingFormat;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.formats.body.Decoded;
import dev.playhead.formats.facts.SegmentFacts;
import dev.playhead.schemas.v1.Segment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
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

    /** Where the {@link Corpus} lies. */
    static final String CORPUS = "playhead.bench.corpus";

    /** The recording that is all of them. */
    static final String ALL = "all";

    private static final BodyLimits LIMITS = new BodyLimits(128 << 20, 250, 512);
    private static final int BUFFER_BYTES = 8 << 10;
    private static final JsonFactory JSON = new JsonFactory();

    /** One segment, ready to be read. */
    private record Upload(RecordingFormat format, Body body, boolean packed) {}

    @Param(ALL)
    public String recording = ALL;

    private List<Upload> uploads = List.of();

    @Setup
    public void load() {
        Corpus corpus = Corpus.read(Path.of(System.getProperty(CORPUS)));
        List<Segment> segments = recording.equals(ALL) ? corpus.all() : corpus.of(recording);
        List<Segment> packed = corpus.of("rrweb-packed");
        uploads = segments.stream()
                .map(segment -> new Upload(format(segment), body(segment), packed.contains(segment)))
                .toList();
    }

    @Benchmark
    public void decode(ThreadCpu cpu, Blackhole hole) {
        for (Upload upload : uploads) {
            if (!(upload.format().segment(upload.body()) instanceof Decoded.Facts<SegmentFacts> facts)) {
                throw new IllegalStateException("a recorded segment cannot be read");
            }
            hole.consume(facts);
        }
        cpu.passes++;
    }

    @Benchmark
    public void inflateAndParse(ThreadCpu cpu, Blackhole hole) throws IOException {
        for (Upload upload : uploads) {
            hole.consume(tokens(inflating(upload.body()), upload.packed()));
        }
        cpu.passes++;
    }

    static RecordingFormat format(Segment segment) {
        return RecordingFormat.named(segment.getFormat().name()).orElseThrow();
    }

    static Body body(Segment segment) {
        return new Body(
                bytes(segment), Body.Encoding.valueOf(segment.getEncoding().name()), LIMITS);
    }

    /** @param packed whether the strings of the outermost array are events, deflated */
    private static int tokens(InputStream inflated, boolean packed) throws IOException {
        int tokens = 0;
        try (JsonParser parser = JSON.createParser(inflated)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                tokens++;
                if (packed
                        && token == JsonToken.VALUE_STRING
                        && parser.getParsingContext().inArray()) {
                    byte[] event = parser.getText().getBytes(StandardCharsets.ISO_8859_1);
                    tokens += tokens(inflating(event), false);
                }
            }
        }
        return tokens;
    }

    private static InputStream inflating(Body body) throws IOException {
        return switch (body.encoding()) {
            case IDENTITY -> new ByteArrayInputStream(body.bytes());
            case ZLIB -> inflating(body.bytes());
            case GZIP -> new GZIPInputStream(new ByteArrayInputStream(body.bytes()), BUFFER_BYTES);
        };
    }

    private static InputStream inflating(byte[] zlib) {
        return new InflaterInputStream(new ByteArrayInputStream(zlib), new Inflater(), BUFFER_BYTES) {
            @Override
            public void close() throws IOException {
                super.close();
                inf.end(); // a stream ends only an inflater of its own
            }
        };
    }

    private static byte[] bytes(Segment segment) {
        ByteBuffer body = segment.getBody();
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        return bytes;
    }

    /** Of one recording or of all, as they are stored and as they are inflated. */
    record Size(long storedBytes, long inflatedBytes) {

        static Size of(List<Segment> segments) {
            long stored = 0;
            long inflated = 0;
            for (Segment segment : segments) {
                Body body = body(segment);
                stored += body.bytes().length;
                try (InputStream in = inflating(body)) {
                    inflated += in.transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                    throw new IllegalStateException("a recorded segment cannot be inflated", e);
                }
            }
            return new Size(stored, inflated);
        }
    }
}
