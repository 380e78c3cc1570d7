// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The bundled recordings: real requests of real SDKs, in arrival order, with what truly happened in the page. */
public final class Recordings {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Recordings() {}

    /**
     * One recorded HTTP request.
     *
     * @param path with the query string, verbatim
     * @param headers lower-case names
     * @param status what the capture server answered; 0 where it cut the connection
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Request(String method, String path, Map<String, String> headers, byte[] body, int status) {

        public boolean accepted() {
            return status >= 200 && status < 300;
        }
    }

    /** All requests of a set but the CORS preflights. */
    public static List<Request> of(String set) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(open(set, "requests.jsonl"), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(Recordings::request)
                    .filter(request -> !request.method().equals("OPTIONS"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The set's {@code truth.json}. */
    public static JsonNode truth(String set) {
        try (InputStream in = open(set, "truth.json")) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String set, String file) {
        String name = "/recordings/%s/%s".formatted(set, file);
        return Objects.requireNonNull(Recordings.class.getResourceAsStream(name), name);
    }

    private static Request request(String line) {
        try {
            JsonNode recorded = JSON.readTree(line);
            Map<String, String> headers = new LinkedHashMap<>();
            recorded.path("headers")
                    .properties()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().asText()));
            return new Request(
                    recorded.path("method").asText(),
                    recorded.path("path").asText(),
                    headers,
                    Base64.getDecoder().decode(recorded.path("bodyBase64").asText("")),
                    recorded.path("status").asInt());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
