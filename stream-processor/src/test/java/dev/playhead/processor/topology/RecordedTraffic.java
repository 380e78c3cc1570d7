// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.playhead.formats.RecordingFormat;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.formats.facts.RumSlice;
import dev.playhead.formats.rum.PostHogBatch;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.BodyEncoding;
import dev.playhead.schemas.v1.RumBatch;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SourceFormat;
import dev.playhead.testkit.Recordings;
import dev.playhead.testkit.Recordings.Request;
import dev.playhead.testkit.Uploads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.apache.avro.specific.SpecificRecord;

/** The bundled recordings as records of the raw topics, in the order in which they came. */
final class RecordedTraffic {

    private static final ObjectMapper JSON = new ObjectMapper();
    static final long FIRST_RECEIVED_MS = 1_795_440_000_000L;
    private static final long APART_MS = 100;

    private final SourceFormat format;
    private final List<Received> received = new ArrayList<>();

    private RecordedTraffic(SourceFormat format) {
        this.format = format;
    }

    /** @param value a {@link Segment} or a {@link RumBatch} */
    record Received(String key, SpecificRecord value) {}

    /** What a healthy server accepted of a set. */
    static List<Received> of(String set) {
        RecordedTraffic traffic = new RecordedTraffic(SourceFormat.valueOf(Uploads.sdk(set)));
        if (traffic.format == SourceFormat.SENTRY) {
            Uploads.replays(set).forEach(traffic::addReplay);
        } else {
            Recordings.of(set).stream().filter(Request::accepted).forEach(traffic::add);
        }
        return List.copyOf(traffic.received);
    }

    /** A segment of one session's only view, as received first of all. */
    static Segment rrweb(int index, String body) {
        return withCrc(
                Segment.newBuilder()
                        .setApp("shop")
                        .setSession("s1")
                        .setView("v1")
                        .setIndex(index)
                        .setFormat(SourceFormat.RRWEB)
                        .setEncoding(BodyEncoding.IDENTITY)
                        .setReceivedAtMs(FIRST_RECEIVED_MS),
                body.getBytes(StandardCharsets.UTF_8));
    }

    static Segment withCrc(Segment.Builder segment, byte[] body) {
        CRC32C crc = new CRC32C();
        crc.update(body);
        return segment.setBody(ByteBuffer.wrap(body))
                .setCrc32c((int) crc.getValue())
                .build();
    }

    private void add(Request request) {
        if (format == SourceFormat.RRWEB) {
            addBatch(request);
        } else if (format == SourceFormat.POSTHOG) {
            if (request.method().equals("POST")) {
                addPostHog(inflated(request.body(), Uploads.encoding(request)));
            }
        } else if (request.path().contains("replay")) {
            addSegment(Objects.requireNonNull(Uploads.parts(request).get("segment")));
        } else {
            addEvents(inflated(request.body(), Uploads.encoding(request)));
        }
    }

    private void addBatch(Request request) {
        Body.Encoding encoding = Uploads.encoding(request);
        JsonNode batch = tree(request.body(), encoding);
        SessionKey key = new SessionKey(
                batch.path("appId").asText(), batch.path("sessionId").asText());
        received.add(new Received(
                key.text(),
                withCrc(
                        segment(key, batch.path("pageId"), batch.path("seq"))
                                .setEncoding(BodyEncoding.valueOf(encoding.name())),
                        request.body())));
    }

    private void addReplay(Uploads.Replay replay) {
        SessionKey key = new SessionKey("42", replay.event().path("replay_id").asText());
        Body body = replay.segment();
        received.add(new Received(
                key.text(),
                withCrc(
                        segment(key, TextNode.valueOf("main"), IntNode.valueOf(replay.index()))
                                .setEncoding(
                                        BodyEncoding.valueOf(body.encoding().name())),
                        body.bytes())));
        if (!replay.event().path("error_ids").isEmpty()) {
            received.add(batch(key, replay.event().toString().getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void addPostHog(byte[] batch) {
        for (PostHogBatch.Event event : PostHogBatch.events(batch, BodyLimits.DEFAULT)) {
            if (event.snapshot() instanceof PostHogBatch.Range(int from, int to)) {
                SessionKey key =
                        new SessionKey(Objects.requireNonNull(event.app()), Objects.requireNonNull(event.session()));
                received.add(new Received(
                        key.text(),
                        withCrc(
                                segment(key, TextNode.valueOf(event.window()), IntNode.valueOf(0))
                                        .setIndex(null)
                                        .setUuid(event.uuid())
                                        .setEncoding(BodyEncoding.IDENTITY),
                                Arrays.copyOfRange(batch, from, to))));
            }
        }
        addEvents(batch);
    }

    private void addSegment(byte[] body) {
        JsonNode segment = tree(body, Body.Encoding.ZLIB);
        JsonNode app = segment.has("app") ? segment.path("app") : segment.path("application");
        SessionKey key = new SessionKey(
                app.path("id").asText(), segment.path("session").path("id").asText());
        received.add(new Received(
                key.text(),
                withCrc(
                        segment(key, segment.path("view").path("id"), segment.path("index_in_view"))
                                .setEncoding(BodyEncoding.ZLIB),
                        body)));
    }

    private Segment.Builder segment(SessionKey key, JsonNode view, JsonNode index) {
        return Segment.newBuilder()
                .setApp(key.app())
                .setSession(key.session())
                .setView(view.asText())
                .setIndex(index.asInt())
                .setFormat(format)
                .setReceivedAtMs(nextMs());
    }

    private void addEvents(byte[] batch) {
        RecordingFormat reader = RecordingFormat.named(format.name()).orElseThrow();
        Map<SessionKey, List<RumSlice>> bySession = new LinkedHashMap<>();
        for (RumSlice slice : reader.rumSlices(batch)) {
            SessionKey key =
                    new SessionKey(Objects.requireNonNull(slice.app()), Objects.requireNonNull(slice.session()));
            bySession.computeIfAbsent(key, unseen -> new ArrayList<>()).add(slice);
        }
        bySession.forEach((key, slices) -> received.add(batch(key, reader.joinRum(batch, slices))));
    }

    private Received batch(SessionKey key, byte[] body) {
        return new Received(
                key.text(),
                RumBatch.newBuilder()
                        .setApp(key.app())
                        .setSession(key.session())
                        .setFormat(format)
                        .setEncoding(BodyEncoding.IDENTITY)
                        .setReceivedAtMs(nextMs())
                        .setBody(ByteBuffer.wrap(body))
                        .build());
    }

    private long nextMs() {
        return FIRST_RECEIVED_MS + APART_MS * received.size();
    }

    private static JsonNode tree(byte[] bytes, Body.Encoding encoding) {
        try {
            return JSON.readTree(inflated(bytes, encoding));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] inflated(byte[] bytes, Body.Encoding encoding) {
        try {
            return new Body(bytes, encoding, BodyLimits.DEFAULT).readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
