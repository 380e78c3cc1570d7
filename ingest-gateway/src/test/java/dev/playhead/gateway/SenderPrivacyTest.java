// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.playhead.gateway.client.ClientObserver;
import dev.playhead.gateway.intake.LogEntry;
import dev.playhead.gateway.intake.RecordingLog;
import dev.playhead.schemas.v1.Client;
import dev.playhead.testkit.MaxMindFile;
import dev.playhead.testkit.Recordings;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What is kept of a sender, over a real server: words, in every record; and nothing that leads back, anywhere. */
@Timeout(60)
class SenderPrivacyTest {

    private static final String ADDRESS = "203.0.113.7";
    private static final String USER_AGENT =
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Mobile Safari/537.36";
    private static final String RRWEB = "/rrweb/v1/batch";
    private static final String BATCH = "{\"appId\":\"shop\",\"sessionId\":\"s1\",\"seq\":0,\"events\":[{}]}";
    private static final String VIEW =
            "{\"type\":\"view\",\"date\":1,\"application\":{\"id\":\"a\"},\"session\":{\"id\":\"s\"},\"view\":{\"id\":\"v\"}}";
    private static final List<String> SETS = List.of("guance", "datadog-v5", "rrweb", "posthog", "sentry");
    private static final Client SENDER = new Client("SE", "Chrome", "Android", "Mobile");
    private static final List<String> SECRETS = List.of(ADDRESS, "user=anna", "hush", "Chrome/137.0.0.0");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private final List<LogEntry> stored = new CopyOnWriteArrayList<>();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger ours = (Logger) LoggerFactory.getLogger("dev.playhead");
    private final Logger all = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void listen() {
        logged.start();
        all.addAppender(logged);
        ours.addAppender(logged);
        ours.setLevel(Level.TRACE);
        ours.setAdditive(false);
    }

    @AfterEach
    void close() {
        all.detachAppender(logged);
        ours.detachAppender(logged);
        ours.setLevel(null);
        ours.setAdditive(true);
        http.close();
    }

    @Test
    void everyRecordSaysInWordsWhoSentIt() throws Exception {
        try (Gateway gateway = start(countries(), this::store, metrics())) {
            for (String set : SETS) {
                stored.clear();
                for (Recordings.Request request : uploads(set)) {
                    assertThat(send(gateway, request)).isIn(200, 202);
                }
                assertThat(stored.stream().map(SenderPrivacyTest::client).distinct())
                        .as(set)
                        .containsExactly(SENDER);
            }
        }
    }

    @Test
    void addressesCookiesAndCredentialsGoNoFurtherThanTheServer() throws Exception {
        PrometheusMeterRegistry metrics = metrics();
        try (Gateway gateway = start(countries(), this::store, metrics)) {
            for (String set : SETS) {
                for (Recordings.Request request : uploads(set)) {
                    send(gateway, request);
                }
            }
            send(gateway, "/api/v2/rum", "{\"type\":\"view\"}\n" + VIEW);
            send(gateway, RRWEB, "rubbish");
            send(gateway, "/nowhere", "");
        }
        assertThat(stored).anyMatch(LogEntry.Unusable.class::isInstance);
        stored.forEach(entry -> assertNoSecret(entry.toString()));
        assertThat(metrics.scrape()).contains("playhead_gateway_countries_read_total{result=\"found\"}");
        assertNoSecret(metrics.scrape());
        assertNoSecretIsLogged(Level.INFO);
    }

    @Test
    void norDoTheyWhereSomethingFails() throws Exception {
        Path damaged = directory.resolve("damaged.mmdb");
        MaxMindFile.write(damaged, "Another", 6, Map.of("203.0.113.0/24", Map.of("country", "SE")));
        RecordingLog failing = _ -> CompletableFuture.failedFuture(new IOException("not enough replicas"));
        try (Gateway gateway = start(damaged, failing, metrics())) {
            assertThat(send(gateway, RRWEB, BATCH)).isEqualTo(503);
        }
        RecordingLog faulty = _ -> {
            throw new IllegalStateException("a bug");
        };
        try (Gateway gateway = start(damaged, faulty, metrics())) {
            assertThat(send(gateway, RRWEB, BATCH)).isEqualTo(500);
        }
        assertNoSecretIsLogged(Level.DEBUG);
        assertNoSecretIsLogged(Level.ERROR);
    }

    private CompletableFuture<?> store(List<LogEntry> entries) {
        stored.addAll(entries);
        return CompletableFuture.completedFuture(null);
    }

    private static Gateway start(Path countries, RecordingLog log, PrometheusMeterRegistry metrics) throws IOException {
        GatewayConfig config = GatewayConfig.from(Map.of(
                "PLAYHEAD_GATEWAY_PORT", "0",
                "PLAYHEAD_GATEWAY_TRUSTED_PROXIES", "127.0.0.0/8",
                "PLAYHEAD_GATEWAY_COUNTRY_DATABASE", countries.toString()));
        return Gateway.start(
                config,
                new Gateway.Connection(log, () -> true, () -> {}),
                ClientObserver.open(config.client(), metrics),
                metrics,
                InstantSource.system());
    }

    private Path countries() throws IOException {
        Path countries = directory.resolve("countries.mmdb");
        MaxMindFile.writeCountries(countries, Map.of("203.0.113.0/24", "SE"));
        return countries;
    }

    private static PrometheusMeterRegistry metrics() {
        return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    private int send(Gateway gateway, Recordings.Request recorded) throws Exception {
        return send(gateway, recorded.path(), recorded.headers(), recorded.body());
    }

    private int send(Gateway gateway, String path, String body) throws Exception {
        return send(gateway, path, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    private int send(Gateway gateway, String path, Map<String, String> recorded, byte[] body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d%s".formatted(gateway.port(), path)))
                .POST(BodyPublishers.ofByteArray(body))
                .header("User-Agent", USER_AGENT)
                .header("X-Forwarded-For", ADDRESS)
                .header("Cookie", "user=anna")
                .header("Authorization", "Bearer hush");
        Stream.of("content-type", "content-encoding")
                .filter(recorded::containsKey)
                .forEach(name -> request.header(name, recorded.get(name)));
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private static List<Recordings.Request> uploads(String set) {
        return Recordings.of(set).stream()
                .filter(Recordings.Request::accepted)
                .filter(request -> request.method().equals("POST"))
                .toList();
    }

    private static @Nullable Client client(LogEntry entry) {
        return switch (entry) {
            case LogEntry.Recording recording -> recording.segment().getClient();
            case LogEntry.Rum rum -> rum.batch().getClient();
            case LogEntry.Unusable unusable ->
                throw new AssertionError(unusable.letter().getDetail());
        };
    }

    /** Shows no text where it fails: that may be a whole recording. */
    private static void assertNoSecret(String text) {
        assertThat(SECRETS).noneMatch(text::contains);
    }

    /** @param level of which there has to be something, else nothing was looked at */
    private void assertNoSecretIsLogged(Level level) {
        assertThat(logged.list.stream().map(ILoggingEvent::getLevel)).contains(level);
        logged.list.forEach(event -> assertNoSecret(event.getFormattedMessage() + trace(event)));
    }

    private static String trace(ILoggingEvent event) {
        return event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
    }
}
