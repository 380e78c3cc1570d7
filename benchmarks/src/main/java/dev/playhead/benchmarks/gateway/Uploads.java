// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.benchmarks.CannotMeasureException;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.zip.Deflater;

/**
 * Uploads as Datadog's browser SDK sends them: a recorded request with its headers, whose segment and ids are replaced.
 * Each is of another session, so that they spread over the partitions. The same seed makes the same uploads.
 */
final class Uploads {

    private static final String RECORDING = "/demo/datadog-v5/requests.jsonl";
    private static final String MULTIPART = "multipart/form-data; boundary=";
    private static final String LINE = "\r\n";

    /** Of the connection that was; a server of today gets its own. */
    private static final Set<String> REPLACED_HEADERS = Set.of("host", "connection", "content-length");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SEED = 20_261_101;
    private static final String NOISE = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

    /** Deflating this noise leaves six of eight bits. */
    private static final double DEFLATED_SHARE = 0.75;

    private static final int SLACK_BYTES = 64;

    private final JsonNode recorded;
    private final String boundary;
    private final ObjectNode event;
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

    private Uploads(JsonNode recorded) throws IOException {
        this.recorded = recorded;
        this.boundary = recorded.path("headers").path("content-type").asText().substring(MULTIPART.length());
        this.event = event(recorded, boundary);
    }

    static Uploads asRecorded() {
        try (InputStream in = Uploads.class.getResourceAsStream(RECORDING)) {
            if (in == null) {
                throw new IllegalStateException(RECORDING + " is not on the class path");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode request = JSON.readTree(line);
                if (request.path("headers").path("content-type").asText().startsWith(MULTIPART)) {
                    return new Uploads(request);
                }
            }
            throw new IllegalStateException(RECORDING + " has no recording");
        } catch (IOException e) {
            throw new CannotMeasureException("cannot read " + RECORDING, e);
        }
    }

    /** The next upload: a whole HTTP/1.1 request with a body of exactly so many bytes. */
    byte[] request(int bodyBytes) {
        byte[] body = body(bodyBytes);
        StringBuilder head = new StringBuilder(1_024);
        head.append("POST ")
                .append(recorded.path("path").asText())
                .append(" HTTP/1.1")
                .append(LINE);
        head.append("host: 127.0.0.1").append(LINE);
        recorded.path("headers").properties().forEach(header -> {
            if (!REPLACED_HEADERS.contains(header.getKey())) {
                head.append(header.getKey())
                        .append(": ")
                        .append(header.getValue().asText())
                        .append(LINE);
            }
        });
        head.append("content-length: ").append(body.length).append(LINE).append(LINE);
        return joined(ascii(head.toString()), body);
    }

    private byte[] body(int bodyBytes) {
        String session = id();
        ObjectNode ofThis = event.deepCopy();
        ofThis.putObject("session").put("id", session);
        ofThis.putObject("view").put("id", id());
        byte[] before = ascii("--" + boundary + LINE
                + "Content-Disposition: form-data; name=\"segment\"; filename=\"" + session + "\"" + LINE
                + "Content-Type: application/octet-stream" + LINE + LINE);
        byte[] between = ascii(LINE + "--" + boundary + LINE
                + "Content-Disposition: form-data; name=\"event\"; filename=\"blob\"" + LINE
                + "Content-Type: application/json" + LINE + LINE + ofThis);
        byte[] after = ascii(LINE + "--" + boundary + "--" + LINE);
        int room = bodyBytes - before.length - between.length - after.length;
        byte[] segment = segment(room);
        // What deflating cannot hit exactly is white space behind the JSON.
        byte[] rest = ascii(" ".repeat(room - segment.length));
        return joined(before, segment, between, rest, after);
    }

    /** A zlib stream of at most so many bytes, and few less: one change of a text. */
    private byte[] segment(int maxBytes) {
        StringBuilder noise = new StringBuilder(2 * maxBytes);
        for (int i = 0; i < 2 * maxBytes; i++) {
            noise.append(NOISE.charAt(random.nextInt(NOISE.length())));
        }
        int length = 1;
        byte[] segment = deflated(noise.substring(0, length));
        while (segment.length > maxBytes || segment.length < maxBytes - SLACK_BYTES) {
            int missing = maxBytes - SLACK_BYTES / 2 - segment.length;
            length += (int) (missing / DEFLATED_SHARE);
            segment = deflated(noise.substring(0, length));
        }
        return segment;
    }

    private byte[] deflated(String text) {
        ObjectNode segment = JSON.createObjectNode();
        ObjectNode change = segment.putArray("records").addObject();
        change.put("type", 3).put("timestamp", event.path("start").asLong());
        ObjectNode mutation = change.putObject("data").put("source", 0);
        mutation.putArray("texts").addObject().put("id", 7).put("value", text);
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(ascii(segment.toString()));
            deflater.finish();
            byte[] stream = new byte[text.length() + 1_024];
            return Arrays.copyOf(stream, deflater.deflate(stream));
        } finally {
            deflater.end();
        }
    }

    private String id() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private static ObjectNode event(JsonNode recorded, String boundary) throws IOException {
        String body = new String(
                Base64.getDecoder().decode(recorded.path("bodyBase64").asText()), StandardCharsets.ISO_8859_1);
        int headers = body.indexOf("name=\"event\"");
        int from = body.indexOf(LINE + LINE, headers) + 2 * LINE.length();
        return (ObjectNode) JSON.readTree(body.substring(from, body.indexOf(LINE + "--" + boundary, from)));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        List.of(parts).forEach(whole::writeBytes);
        return whole.toByteArray();
    }
}
