// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.applications.Applications;
import dev.playhead.gateway.access.Access;
import dev.playhead.gateway.access.Claim;
import dev.playhead.schemas.v1.Client;
import dev.playhead.schemas.v1.SourceFormat;
import dev.playhead.testkit.Recordings;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** Uploads for tests, of recordings and made by hand. */
final class Uploads {

    static final long RECEIVED_AT_MS = 1_795_438_800_123L;
    static final String BOUNDARY = "----WebKitFormBoundaryTeapot";

    /** Where nobody configured any application. */
    static final Access ANYTHING =
            new Access(new Claim(SourceFormat.RRWEB, null, null, false, null), Applications.NONE, true);

    private Uploads() {}

    static Upload of(Recordings.Request request) {
        return new Upload(
                request.path().replaceFirst("\\?.*", ""),
                Map.of(),
                request.headers().get("content-type"),
                request.headers().get("content-encoding"),
                request.body(),
                ANYTHING,
                Client::new,
                RECEIVED_AT_MS);
    }

    static Upload of(@Nullable String contentType, byte[] body) {
        return new Upload("/", Map.of(), contentType, null, body, ANYTHING, Client::new, RECEIVED_AT_MS);
    }

    static Upload json(String body) {
        return of("application/json", utf8(body));
    }

    static Upload form(Map<String, byte[]> parts) {
        return of("multipart/form-data; boundary=" + BOUNDARY, formBody(parts));
    }

    static byte[] formBody(Map<String, byte[]> parts) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        parts.forEach((name, content) -> {
            body.writeBytes(
                    utf8("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n".formatted(BOUNDARY, name)));
            body.writeBytes(content);
            body.writeBytes(utf8("\r\n"));
        });
        body.writeBytes(utf8("--" + BOUNDARY + "--\r\n"));
        return body.toByteArray();
    }

    /** What a Guance SDK sends, with {@code changes} over it; an empty value takes a field away. */
    static Map<String, byte[]> guance(byte[] segment, Map<String, String> changes) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("segment", segment);
        Map<String, String> fields = new LinkedHashMap<>(
                Map.of("app_id", "shop", "session_id", "s1", "view_id", "v1", "index_in_view", "0", "start", "1"));
        fields.putAll(changes);
        fields.forEach((name, value) -> {
            if (!value.isEmpty()) {
                parts.put(name, utf8(value));
            }
        });
        return parts;
    }

    static byte[] zlib(byte[] bytes) {
        Deflater deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        byte[] out = new byte[bytes.length + 64];
        int length = deflater.deflate(out);
        deflater.end();
        return Arrays.copyOf(out, length);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    static List<LogEntry> found(Reading reading) {
        assertThat(reading.entries()).isNotEmpty();
        return reading.entries();
    }
}
