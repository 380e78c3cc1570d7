// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playhead.formats.RecordingFormat;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.Body.Encoding;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.formats.rum.PostHogBatch;
import dev.playhead.testkit.Recordings.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The bodies inside bundled recordings' requests, as a gateway would store them, within the default limits. */
public final class Uploads {

    private static final List<String> BROWSER_SDK_SETS = List.of(
            "guance",
            "guance-compress",
            "guance-json-mask",
            "datadog-v4",
            "datadog-v5",
            "datadog-v7",
            "datadog-v7-mask");
    private static final List<String> RRWEB_SETS = List.of("rrweb", "rrweb-gzip", "rrweb-packed");
    private static final List<String> SENTRY_SETS = List.of("sentry", "sentry-plain");
    private static final String POSTHOG_SET = "posthog";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LINE = "\r\n";

    private Uploads() {}

    /** All sets of recordings. */
    public static List<String> sets() {
        return Stream.of(BROWSER_SDK_SETS, RRWEB_SETS, SENTRY_SETS, List.of(POSTHOG_SET))
                .flatMap(List::stream)
                .toList();
    }

    /** Sets of recordings that have RUM events. */
    public static List<String> setsWithRum() {
        return BROWSER_SDK_SETS;
    }

    public static List<String> rrwebSets() {
        return RRWEB_SETS;
    }

    public static List<String> sentrySets() {
        return SENTRY_SETS;
    }

    /** What a set was recorded with, as a {@code SourceFormat} symbol of the topics. */
    public static String sdk(String set) {
        return set.replaceFirst("-.*", "").toUpperCase(Locale.ROOT);
    }

    public static RecordingFormat format(String set) {
        return RecordingFormat.named(sdk(set)).orElseThrow(() -> new IllegalArgumentException(set));
    }

    /** Every accepted segment, in arrival order; SDKs send some twice. */
    public static List<Body> segments(String set) {
        if (set.equals(POSTHOG_SET)) {
            return snapshots(set).toList();
        }
        if (SENTRY_SETS.contains(set)) {
            return replays(set).map(Replay::segment).toList();
        }
        return Recordings.of(set).stream()
                .filter(Request::accepted)
                .filter(request -> isMultipart(request) || RRWEB_SETS.contains(set))
                .map(request -> isMultipart(request)
                        ? body(segmentPart(request), Encoding.ZLIB)
                        : body(request.body(), encoding(request)))
                .toList();
    }

    /** Every accepted batch of RUM events, in arrival order. */
    public static List<Body> rum(String set) {
        if (SENTRY_SETS.contains(set)) {
            return replays(set)
                    .filter(replay -> !replay.event().path("error_ids").isEmpty())
                    .map(replay -> body(replay.event().toString()))
                    .toList();
        }
        return Recordings.of(set).stream()
                .filter(Request::accepted)
                .filter(request -> !isMultipart(request) && request.method().equals("POST"))
                .filter(request -> !request.path().startsWith("/s/"))
                .map(request -> body(request.body(), encoding(request)))
                .toList();
    }

    /** The replays of Sentry's envelopes, in arrival order. */
    public static Stream<Replay> replays(String set) {
        return Recordings.of(set).stream().filter(Request::accepted).flatMap(request -> replay(request).stream());
    }

    /**
     * What one envelope holds of a replay.
     *
     * @param index of the segment
     */
    public record Replay(JsonNode event, int index, Body segment) {}

    /** A body that a test writes itself. */
    public static Body body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8), Encoding.IDENTITY);
    }

    /** Likewise, compressed or not. */
    public static Body body(byte[] bytes, Encoding encoding) {
        return new Body(bytes, encoding, BodyLimits.DEFAULT);
    }

    /** The parts of a multipart upload by name, their bytes as sent; as far as bundled recordings need it. */
    public static Map<String, byte[]> parts(Request request) {
        String body = new String(request.body(), StandardCharsets.ISO_8859_1); // one char a byte
        String boundary = LINE + body.substring(0, body.indexOf(LINE));
        Map<String, byte[]> parts = new TreeMap<>();
        int start = boundary.length();
        while (start < body.length() && body.startsWith(LINE, start - LINE.length())) {
            int content = body.indexOf(LINE + LINE, start) + 2 * LINE.length();
            int end = body.indexOf(boundary, content);
            String head = body.substring(start, content);
            int name = head.indexOf("name=\"") + "name=\"".length();
            parts.put(
                    head.substring(name, head.indexOf('"', name)),
                    body.substring(content, end).getBytes(StandardCharsets.ISO_8859_1));
            start = end + boundary.length() + LINE.length();
        }
        return parts;
    }

    /** How a request's body is compressed, by its first byte: not every SDK says so in a header. */
    public static Encoding encoding(Request request) {
        return switch (request.body()[0]) {
            case 0x1f -> Encoding.GZIP;
            case 0x78 -> Encoding.ZLIB;
            default -> Encoding.IDENTITY;
        };
    }

    private static Stream<Body> snapshots(String set) {
        return Recordings.of(set).stream()
                .filter(Request::accepted)
                .filter(request -> request.path().startsWith("/s/"))
                .flatMap(request -> {
                    byte[] batch = inflated(body(request.body(), encoding(request)));
                    return PostHogBatch.events(batch, BodyLimits.DEFAULT).stream()
                            .map(event -> {
                                PostHogBatch.Range data = Objects.requireNonNull(event.snapshot());
                                return body(Arrays.copyOfRange(batch, data.from(), data.to()), Encoding.IDENTITY);
                            });
                });
    }

    /** As far as bundled recordings need it: the event in one line, then the recording, to the end. */
    private static Optional<Replay> replay(Request request) {
        String envelope = new String(request.body(), StandardCharsets.ISO_8859_1); // one char a byte
        String[] lines = envelope.split("\n", 6);
        if (lines.length < 6 || !lines[1].contains("\"replay_event\"")) {
            return Optional.empty();
        }
        try {
            byte[] recording = lines[5].getBytes(StandardCharsets.ISO_8859_1);
            Encoding encoding = recording[0] == 0x78 ? Encoding.ZLIB : Encoding.IDENTITY;
            return Optional.of(new Replay(
                    JSON.readTree(lines[2].getBytes(StandardCharsets.ISO_8859_1)),
                    JSON.readTree(lines[4]).path("segment_id").asInt(),
                    body(recording, encoding)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] inflated(Body body) {
        try {
            return body.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] segmentPart(Request request) {
        return Objects.requireNonNull(parts(request).get("segment"), "a replay upload without a segment");
    }

    private static boolean isMultipart(Request request) {
        return request.headers().getOrDefault("content-type", "").startsWith("multipart/");
    }
}
