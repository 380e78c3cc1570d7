// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playhead.testkit.Recordings.Request;
import dev.playhead.testkit.Uploads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * The bodies that must be in the log once recorded requests were accepted, cut out of them as their SDKs' formats say,
 * without any of the code that the gateway does that with.
 */
record SentBodies(List<ByteBuffer> segments, List<ByteBuffer> rum) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static SentBodies of(List<Request> requests) {
        SentBodies bodies = new SentBodies(new ArrayList<>(), new ArrayList<>());
        requests.forEach(bodies::add);
        return bodies;
    }

    private void add(Request request) {
        String path = request.path();
        if (path.contains("/envelope/")) {
            addReplay(request.body());
        } else if (path.startsWith("/s/")) {
            addSnapshots(request.body());
        } else if (path.contains("replay")) {
            segments.add(ByteBuffer.wrap(
                    Objects.requireNonNull(Uploads.parts(request).get("segment"), path)));
        } else if (path.startsWith("/rrweb/")) {
            segments.add(ByteBuffer.wrap(request.body()));
        } else if (request.method().equals("POST")) {
            rum.add(ByteBuffer.wrap(request.body())); // every recorded batch is one session's
        }
    }

    /** Sentry's envelope: lines of JSON but for the recording, which is the last item and follows a line of its own. */
    private void addReplay(byte[] envelope) {
        String text = new String(envelope, StandardCharsets.ISO_8859_1); // one char a byte
        String[] lines = text.split("\n", 6);
        if (lines[1].contains("\"replay_event\"")) {
            segments.add(ByteBuffer.wrap(lines[5].getBytes(StandardCharsets.ISO_8859_1)));
            byte[] event = lines[2].getBytes(StandardCharsets.ISO_8859_1);
            if (!json(event).path("error_ids").isEmpty()) {
                rum.add(ByteBuffer.wrap(event));
            }
        }
    }

    /** PostHog's batch: of each event the text of its {@code $snapshot_data}, wherever in it that stands. */
    private void addSnapshots(byte[] gzipped) {
        byte[] batch = inflated(gzipped);
        try (JsonParser tokens = JSON.createParser(batch)) {
            for (JsonToken token = tokens.nextToken(); token != null; token = tokens.nextToken()) {
                if (token == JsonToken.FIELD_NAME && tokens.currentName().equals("$snapshot_data")) {
                    tokens.nextToken();
                    int from = Math.toIntExact(tokens.currentTokenLocation().getByteOffset());
                    tokens.skipChildren();
                    int to = Math.toIntExact(tokens.currentLocation().getByteOffset());
                    segments.add(ByteBuffer.wrap(Arrays.copyOfRange(batch, from, to)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] inflated(byte[] gzipped) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(byte[] text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
