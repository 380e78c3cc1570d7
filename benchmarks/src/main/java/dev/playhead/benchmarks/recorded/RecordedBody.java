// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.recorded;

import com.fasterxml.jackson.core.JsonFactory;
import dev.playhead.formats.RecordingFormat;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.schemas.v1.Segment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * One recorded segment, ready to be read.
 *
 * @param packed whether the strings of the outermost array are events, deflated
 */
public record RecordedBody(RecordingFormat format, Body body, boolean packed) {

    /** Of the baselines, which read what the services read. */
    public static final JsonFactory JSON = new JsonFactory();

    private static final String PACKED = "rrweb-packed";
    private static final BodyLimits LIMITS = new BodyLimits(128 << 20, 250, 512);
    private static final int BUFFER_BYTES = 8 << 10;

    /** Those of a recording, in the order in which they were received. */
    public static List<RecordedBody> of(Corpus corpus, String recording) {
        List<Segment> packed = corpus.of(PACKED);
        return corpus.of(recording).stream()
                .map(segment -> of(segment, packed.contains(segment)))
                .toList();
    }

    /** Those of a recording, by view and there in the order in which they are played. */
    public static List<List<RecordedBody>> lanesOf(Corpus corpus, String recording) {
        List<Segment> packed = corpus.of(PACKED);
        Map<String, List<RecordedBody>> lanes = new LinkedHashMap<>();
        corpus.of(recording).stream()
                .sorted(Comparator.comparing(
                        segment -> Objects.requireNonNullElse(segment.getIndex(), 0))) // stable, as they came else
                .forEach(segment -> lanes.computeIfAbsent(
                                segment.getSession() + ' ' + segment.getView(), _ -> new ArrayList<>())
                        .add(of(segment, packed.contains(segment))));
        return List.copyOf(lanes.values());
    }

    private static RecordedBody of(Segment segment, boolean packed) {
        return new RecordedBody(
                RecordingFormat.named(segment.getFormat().name()).orElseThrow(), body(segment), packed);
    }

    private static Body body(Segment segment) {
        ByteBuffer body = segment.getBody();
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        return new Body(bytes, Body.Encoding.valueOf(segment.getEncoding().name()), LIMITS);
    }

    /** Its bytes, inflated by the JDK and by nothing else. */
    public InputStream inflating() throws IOException {
        return switch (body.encoding()) {
            case IDENTITY -> new ByteArrayInputStream(body.bytes());
            case ZLIB -> inflating(body.bytes());
            case GZIP -> new GZIPInputStream(new ByteArrayInputStream(body.bytes()), BUFFER_BYTES);
        };
    }

    /** The bytes of a zlib stream, inflated by the JDK. */
    public static InputStream inflating(byte[] zlib) {
        return new InflaterInputStream(new ByteArrayInputStream(zlib), new Inflater(), BUFFER_BYTES) {
            @Override
            public void close() throws IOException {
                super.close();
                inf.end(); // a stream ends only an inflater of its own
            }
        };
    }

    /** Of several, as they are stored and as they are inflated. */
    public record Size(long storedBytes, long inflatedBytes) {

        public static Size of(List<RecordedBody> bodies) {
            long stored = 0;
            long inflated = 0;
            for (RecordedBody recorded : bodies) {
                stored += recorded.body().bytes().length;
                try (InputStream in = recorded.inflating()) {
                    inflated += in.transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                    throw new IllegalStateException("a recorded segment cannot be inflated", e);
                }
            }
            return new Size(stored, inflated);
        }
    }
}
