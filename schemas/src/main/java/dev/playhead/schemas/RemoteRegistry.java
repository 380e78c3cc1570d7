// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.schemas;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * A registry with Confluent's REST API (Confluent, Apicurio {@code ccompat/v7}, Karapace). Ids never change their
 * meaning, so what was once learnt is kept for ever; failures are not kept.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/develop/api.html">the API</a>
 */
public final class RemoteRegistry implements SchemaRegistry {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int TOO_MANY_REQUESTS = 429;

    private final URI base;
    private final Optional<String> authorization;
    private final Duration timeout;
    private final HttpClient http;
    private final Map<SubjectSchema, Integer> idBySchema = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemaById = new ConcurrentHashMap<>();

    private record SubjectSchema(String subject, Schema schema) {}

    /**
     * @param base without a trailing slash
     * @param userInfo {@code user:password} for basic authentication
     * @param timeout of connecting, and of one request
     */
    public RemoteRegistry(URI base, Optional<String> userInfo, Duration timeout) {
        this.base = base;
        this.authorization = userInfo.map(credentials ->
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        this.timeout = timeout;
        this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
    }

    /** @throws RegistryUnavailableException if the registry does not answer */
    @Override
    public int idOf(String subject, Schema schema) {
        return idBySchema.computeIfAbsent(new SubjectSchema(subject, schema), this::register);
    }

    /** @throws RegistryUnavailableException if the registry does not answer */
    @Override
    public Schema byId(int id) {
        return schemaById.computeIfAbsent(id, this::fetch);
    }

    private int register(SubjectSchema wanted) {
        String path = "/subjects/%s/versions".formatted(URLEncoder.encode(wanted.subject(), StandardCharsets.UTF_8));
        byte[] body = json(Map.of("schema", wanted.schema().toString()));
        JsonNode id = call("schema of " + wanted.subject(), request(path).POST(BodyPublishers.ofByteArray(body)))
                .path("id");
        if (!id.isInt()) {
            throw new RegistryUnavailableException("the registry gave no id for the schema of " + wanted.subject());
        }
        return id.intValue();
    }

    private Schema fetch(int id) {
        JsonNode schema =
                call("schema " + id, request("/schemas/ids/" + id).GET()).path("schema");
        if (!schema.isTextual()) {
            throw new RegistryUnavailableException("the registry gave no text for schema " + id);
        }
        try {
            return new Schema.Parser().parse(schema.textValue());
        } catch (SchemaParseException e) {
            throw new SerializationException("schema %d is not an Avro schema".formatted(id), e);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(timeout)
                .header("Accept", MEDIA_TYPE)
                .header("Content-Type", MEDIA_TYPE);
        authorization.ifPresent(credentials -> request.header("Authorization", credentials));
        return request;
    }

    private JsonNode call(String what, HttpRequest.Builder request) {
        HttpResponse<byte[]> answer = send(what, request.build());
        if (answer.statusCode() / 100 == 2) {
            return parse(what, answer.body());
        }
        String failure = "%s: the registry answered %d%s".formatted(what, answer.statusCode(), reason(answer.body()));
        if (isAboutTheSchema(answer.statusCode())) {
            throw new SerializationException(failure);
        }
        throw new RegistryUnavailableException(failure);
    }

    /** 404 (40403 unknown id), 409 (incompatible) and 422 (invalid) will not change by trying again. */
    private static boolean isAboutTheSchema(int status) {
        return switch (status) {
            case 401, 403, 408, TOO_MANY_REQUESTS -> false;
            default -> status / 100 == 4;
        };
    }

    private HttpResponse<byte[]> send(String what, HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new RegistryUnavailableException("%s: no answer from the registry at %s".formatted(what, base), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException(what + ": interrupted while asking the registry", e);
        }
    }

    private static JsonNode parse(String what, byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new RegistryUnavailableException(what + ": the registry's answer is not JSON", e);
        }
    }

    /** The API's error bodies are {@code {"error_code":40403,"message":"…"}}; a proxy's may be anything. */
    private static String reason(byte[] body) {
        try {
            JsonNode message = JSON.readTree(body).path("message");
            return message.isTextual() ? " (" + message.textValue() + ")" : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static byte[] json(Map<String, String> body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JacksonException e) {
            throw new UncheckedIOException("a map of texts is always JSON", e);
        }
    }
}
