// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats;

import dev.playhead.formats.Body.Encoding;
import dev.playhead.testkit.Recordings;
import dev.playhead.testkit.Recordings.Request;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The bodies inside a bundled recording's requests, as a gateway would store them. */
final class Uploads {

    private static final List<String> BROWSER_SDK_SETS = List.of(
            "guance",
            "guance-compress",
            "guance-json-mask",
            "datadog-v4",
            "datadog-v5",
            "datadog-v7",
            "datadog-v7-mask");
    private static final List<String> RRWEB_SETS = List.of("rrweb", "rrweb-gzip", "rrweb-packed");

    private Uploads() {}

    static List<String> setsWithRum() {
        return BROWSER_SDK_SETS;
    }

    static List<String> rrwebSets() {
        return RRWEB_SETS;
    }

    static RecordingFormat format(String set) {
        if (set.startsWith("guance")) {
            return new GuanceFormat();
        }
        return set.startsWith("datadog") ? new DatadogFormat() : new RrwebFormat();
    }

    /** Every accepted segment; SDKs send some twice. */
    static List<Body> segments(String set) {
        return Recordings.of(set).stream()
                .filter(Request::accepted)
                .filter(request -> isMultipart(request) || set.startsWith("rrweb"))
                .map(request -> isMultipart(request)
                        ? body(segmentPart(request.body()), Encoding.ZLIB)
                        : body(request.body(), encoding(request)))
                .toList();
    }

    static List<Body> rum(String set) {
        return Recordings.of(set).stream()
                .filter(Request::accepted)
                .filter(request -> !isMultipart(request))
                .map(request -> body(request.body(), request.body()[0] == 0x78 ? Encoding.ZLIB : Encoding.IDENTITY))
                .toList();
    }

    static Body body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8), Encoding.IDENTITY);
    }

    static Body body(byte[] bytes, Encoding encoding) {
        return new Body(bytes, encoding, BodyLimits.DEFAULT);
    }

    private static boolean isMultipart(Request request) {
        return request.headers().getOrDefault("content-type", "").startsWith("multipart/");
    }

    private static Encoding encoding(Request request) {
        return "gzip".equals(request.headers().get("content-encoding")) ? Encoding.GZIP : Encoding.IDENTITY;
    }

    /** The bytes of the part named {@code segment}; latin-1 keeps every byte one character. */
    private static byte[] segmentPart(byte[] multipart) {
        String text = new String(multipart, StandardCharsets.ISO_8859_1);
        String boundary = text.substring(0, text.indexOf("\r\n"));
        int from = text.indexOf("\r\n\r\n", text.indexOf("name=\"segment\"")) + 4;
        return Arrays.copyOfRange(multipart, from, text.indexOf("\r\n" + boundary, from));
    }
}
