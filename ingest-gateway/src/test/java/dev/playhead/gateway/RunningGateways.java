// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playhead.gateway.client.ClientObserver;
import dev.playhead.gateway.intake.LogEntry;
import dev.playhead.gateway.intake.RecordingLog;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Gateways over a real server, with a lambda for Kafka, and a client for them. */
final class RunningGateways implements AutoCloseable {

    static final String RRWEB = "/rrweb/v1/batch";
    static final String BATCH = "{\"appId\":\"shop\",\"sessionId\":\"s1\",\"seq\":0,\"events\":[{}]}";

    private static final Instant NOW = Instant.ofEpochMilli(1_795_438_800_123L);
    private static final ObjectMapper JSON = new ObjectMapper();

    final List<LogEntry> stored = new CopyOnWriteArrayList<>();
    final AtomicBoolean kafkaUsable = new AtomicBoolean(true);
    final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final HttpClient client = HttpClient.newHttpClient();

    private final List<Gateway> started = new ArrayList<>();

    @Override
    public void close() {
        client.shutdownNow(); // first: a gateway waits for the connections that are kept
        started.forEach(Gateway::close);
    }

    /** Keeps what a gateway appends. */
    CompletableFuture<?> store(List<LogEntry> entries) {
        stored.addAll(entries);
        return CompletableFuture.completedFuture(null);
    }

    Gateway start(Map<String, String> settings) throws IOException {
        return start(settings, this::store);
    }

    Gateway start(Map<String, String> settings, RecordingLog log) throws IOException {
        return start(settings, log, () -> {});
    }

    Gateway start(Map<String, String> settings, RecordingLog log, Runnable closing) throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of("PLAYHEAD_GATEWAY_PORT", "0"));
        environment.putAll(settings);
        GatewayConfig config = GatewayConfig.from(environment);
        Gateway gateway = Gateway.start(
                config,
                new Gateway.Connection(log, kafkaUsable::get, closing),
                ClientObserver.open(config.client(), metrics),
                metrics,
                () -> NOW);
        started.add(gateway);
        return gateway;
    }

    static HttpRequest.Builder to(Gateway gateway, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(gateway.port(), path)))
                .version(HttpClient.Version.HTTP_1_1);
    }

    static HttpRequest.Builder post(Gateway gateway, String path, String body) {
        return to(gateway, path).POST(BodyPublishers.ofString(body));
    }

    static HttpRequest.Builder batch(Gateway gateway) {
        return post(gateway, RRWEB, BATCH);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    static void assertProblem(HttpResponse<?> answer, int status, String reason) throws IOException {
        JsonNode problem = JSON.readTree(answer.body().toString());
        assertThat(answer.statusCode()).as(problem.toString()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("reason").asText()).isEqualTo(reason);
        assertThat(problem.path("title").asText()).isNotEmpty();
        assertThat(problem.path("detail").asText()).isNotEmpty();
        Set.of("type", "title", "status", "detail", "reason")
                .forEach(field -> assertThat(problem.has(field)).isTrue());
    }

    static Socket connect(Gateway gateway) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), gateway.port());
    }

    static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** One request as it is written here, and the whole answer. */
    static String exchange(Gateway gateway, String request) throws IOException {
        try (Socket socket = connect(gateway)) {
            write(socket, request + "Connection: close\r\n\r\n");
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static String readStatus(Socket socket) throws IOException {
        String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        return line == null ? "" : line;
    }
}
