// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * The gateway or the query service, asked as anybody else would.
 *
 * @param name of the role
 * @param base scheme, host and port
 * @param timeout for one answer
 */
public record Service(String name, HttpClient http, URI base, Duration timeout) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_DETAIL = 200;
    private static final String BODY_LIMIT = "playhead_gateway_body_limit_bytes ";

    /** It does not answer at all. */
    static final class SilentException extends RuntimeException {

        private static final long serialVersionUID = 1;

        SilentException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Its answer. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Reply(int status, byte[] body) {

        /** An empty node where it is none. */
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                return JSON.createObjectNode();
            }
        }

        /** The beginning of it, for a line. */
        String detail() {
            String text = new String(body, 0, Math.min(body.length, MAX_DETAIL), StandardCharsets.UTF_8);
            return "%d %s".formatted(status, text.strip());
        }
    }

    /** Whether it says that it is ready. */
    public Finding ready() {
        try {
            Reply reply = get("/health/ready");
            if (reply.status() == 200) {
                return Finding.ok(name, "ready at %s".formatted(base));
            }
            return Finding.fail(name, "at %s, not ready: %s".formatted(base, reply.detail()));
        } catch (SilentException e) {
            return Finding.fail(name, "%s: start it, or say where it is with --%s".formatted(e.getMessage(), name));
        }
    }

    /** The largest body that a gateway takes; empty where it does not tell. */
    public OptionalLong bodyLimit() {
        try {
            return new String(get("/metrics").body(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(BODY_LIMIT))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(BODY_LIMIT.length())))
                    .findFirst();
        } catch (SilentException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    Reply get(String path) {
        return send(request(path).GET().build());
    }

    Reply delete(String path) {
        return send(request(path).DELETE().build());
    }

    Reply post(String path, byte[] json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(timeout);
    }

    private Reply send(HttpRequest request) {
        try {
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            return new Reply(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new SilentException(
                    "nobody answers at %s (%s)"
                            .formatted(
                                    base, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SilentException("interrupted while asking " + base, e);
        }
    }
}
