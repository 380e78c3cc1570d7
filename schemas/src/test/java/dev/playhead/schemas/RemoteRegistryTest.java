// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.playhead.schemas.v1.DeadLetter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real HTTP server that answers as Confluent's API documents it. */
class RemoteRegistryTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Schema SCHEMA = DeadLetter.getClassSchema();
    private static final String SUBJECT = "playhead.dead-letter.v1-value";
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Map<Integer, String> schemas = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Optional<Canned> instead = Optional.empty();
    private HttpServer server;
    private RemoteRegistry registry;

    private record Canned(int status, String body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        registry = new RemoteRegistry(url(server.getAddress().getPort()), Optional.of("me:secret"), TIMEOUT);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aSchemaIsRegisteredUnderItsSubjectOnce() {
        int id = registry.idOf(SUBJECT, SCHEMA);

        assertThat(registry.idOf(SUBJECT, SCHEMA)).isEqualTo(id);
        assertThat(asked).containsExactly("POST /subjects/%s/versions".formatted(SUBJECT));
        assertThat(new Schema.Parser().parse(schemas.get(id))).isEqualTo(SCHEMA);
    }

    @Test
    void aSchemaIsFetchedByItsIdOnce() {
        schemas.put(42, SCHEMA.toString());

        assertThat(registry.byId(42)).isEqualTo(SCHEMA);
        assertThat(registry.byId(42)).isEqualTo(SCHEMA);
        assertThat(asked).containsExactly("GET /schemas/ids/42");
    }

    @Test
    void aRefusalNamesTheSubjectAndTheReason() {
        instead = Optional.of(
                new Canned(409, "{\"error_code\":409,\"message\":\"Schema being registered is incompatible\"}"));

        assertThatThrownBy(() -> registry.idOf(SUBJECT, SCHEMA))
                .isExactlyInstanceOf(SerializationException.class)
                .hasMessageContaining(SUBJECT)
                .hasMessageContaining("409 (Schema being registered is incompatible)");
    }

    @Test
    void anUnknownIdIsRefused() {
        assertThatThrownBy(() -> registry.byId(7))
                .isExactlyInstanceOf(SerializationException.class)
                .hasMessageContaining("Schema 7 not found");
    }

    @Test
    void whatIsNotAvroIsRefused() {
        schemas.put(8, "syntax = \"proto3\";");

        assertThatThrownBy(() -> registry.byId(8)).isExactlyInstanceOf(SerializationException.class);
    }

    @Test
    void aFailingRegistryIsUnavailableAndAskedAgain() {
        schemas.put(42, SCHEMA.toString());
        for (Canned failure : List.of(
                new Canned(500, "{\"error_code\":50001,\"message\":\"Error in the backend data store\"}"),
                new Canned(401, "{\"error_code\":40101,\"message\":\"Unauthorized\"}"),
                new Canned(429, ""),
                new Canned(502, "<html>Bad gateway</html>"),
                new Canned(200, "<html>Log in</html>"),
                new Canned(200, "{}"))) {
            instead = Optional.of(failure);
            assertThatThrownBy(() -> registry.byId(42))
                    .as("%s", failure)
                    .isInstanceOf(RegistryUnavailableException.class);
        }

        instead = Optional.empty();
        assertThat(registry.byId(42)).isEqualTo(SCHEMA);
    }

    @Test
    void nobodyListeningIsUnavailable() throws IOException {
        RemoteRegistry nowhere = new RemoteRegistry(url(freePort()), Optional.empty(), TIMEOUT);

        assertThatThrownBy(() -> nowhere.byId(1)).isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void aSilentRegistryIsUnavailable() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RemoteRegistry waiting =
                    new RemoteRegistry(url(silent.getLocalPort()), Optional.empty(), Duration.ofMillis(200));

            assertThatThrownBy(() -> waiting.idOf(SUBJECT, SCHEMA)).isInstanceOf(RegistryUnavailableException.class);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(exchange.getRequestMethod() + " " + path);
        String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Canned answer = instead.orElseGet(() -> registryAnswer(exchange, path, sent));
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Canned registryAnswer(HttpExchange exchange, String path, String sent) {
        if (!"Basic bWU6c2VjcmV0".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return new Canned(401, "{\"error_code\":40101,\"message\":\"Unauthorized\"}");
        }
        try {
            if (path.startsWith("/schemas/ids/")) {
                return byId(Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)));
            }
            JsonNode request = JSON.readTree(sent);
            int id = 100 + schemas.size();
            schemas.put(id, request.path("schema").textValue());
            return new Canned(200, JSON.writeValueAsString(Map.of("id", id)));
        } catch (IOException e) {
            return new Canned(422, "{\"error_code\":42201,\"message\":\"Invalid schema\"}");
        }
    }

    private Canned byId(int id) throws IOException {
        String schema = schemas.get(id);
        return schema == null
                ? new Canned(404, "{\"error_code\":40403,\"message\":\"Schema %d not found\"}".formatted(id))
                : new Canned(200, JSON.writeValueAsString(Map.of("schema", schema)));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
