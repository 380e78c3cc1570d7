// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.testkit;

import dev.playhead.formats.DatadogFormat;
import dev.playhead.formats.GuanceFormat;
import dev.playhead.formats.RecordingFormat;
import dev.playhead.formats.RrwebFormat;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.Body.Encoding;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.testkit.Recordings.Request;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

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
    private static final String LINE = "\r\n";

    private Uploads() {}

    /** Sets of recordings that have RUM events. */
    public static List<String> setsWithRum() {
        return BROWSER_SDK_SETS;
    }

    public static List<String> rrwebSets() {
        return RRWEB_SETS;
    }

    /** What a set was recorded with. */
    public static RecordingFormat format(String set) {
        if (set.startsWith("guance")) {
            return new GuanceFormat();
        }
        return set.startsWith("datadog") ? new DatadogFormat() : new RrwebFormat();
    }

    /** Every accepted segment, in arrival order; SDKs send some twice. */
    public static List<Body> segments(String set) {
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
        return Recordings.of(set).stream()
                .filter(Request::accepted)
                .filter(request -> !isMultipart(request))
                .map(request -> body(request.body(), request.body()[0] == 0x78 ? Encoding.ZLIB : Encoding.IDENTITY))
                .toList();
    }

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

    private static byte[] segmentPart(Request request) {
        return Objects.requireNonNull(parts(request).get("segment"), "a replay upload without a segment");
    }

    private static boolean isMultipart(Request request) {
        return request.headers().getOrDefault("content-type", "").startsWith("multipart/");
    }

    private static Encoding encoding(Request request) {
        return "gzip".equals(request.headers().get("content-encoding")) ? Encoding.GZIP : Encoding.IDENTITY;
    }
}
