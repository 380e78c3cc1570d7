// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway;

import static dev.playhead.gateway.RunningGateways.BATCH;
import static dev.playhead.gateway.RunningGateways.RRWEB;
import static dev.playhead.gateway.RunningGateways.assertProblem;
import static dev.playhead.gateway.RunningGateways.batch;
import static dev.playhead.gateway.RunningGateways.connect;
import static dev.playhead.gateway.RunningGateways.exchange;
import static dev.playhead.gateway.RunningGateways.post;
import static dev.playhead.gateway.RunningGateways.readStatus;
import static dev.playhead.gateway.RunningGateways.to;
import static dev.playhead.gateway.RunningGateways.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playhead.gateway.intake.LogEntry;
import dev.playhead.testkit.Recordings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gateway over a real server, with a lambda for Kafka. */
@Timeout(60)
class GatewayHttpTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunningGateways gateways = new RunningGateways();
    private final List<LogEntry> stored = gateways.stored;
    private final PrometheusMeterRegistry metrics = gateways.metrics;

    @AfterEach
    void close() {
        gateways.close();
    }

    @Test
    void everyRecordedUploadIsAccepted() throws Exception {
        Gateway gateway = gateways.start(Map.of(), gateways::store);
        for (String set : List.of("guance-compress", "datadog-v4", "datadog-v5", "datadog-v7-mask", "rrweb-gzip")) {
            for (Recordings.Request request : Recordings.of(set)) {
                int before = stored.size();
                HttpRequest.Builder upload =
                        to(gateway, request.path()).POST(BodyPublishers.ofByteArray(request.body()));
                for (String header : List.of("content-type", "content-encoding", "origin", "cookie")) {
                    if (request.headers().containsKey(header)) {
                        upload.header(header, request.headers().get(header));
                    }
                }
                HttpResponse<String> answer = gateways.send(upload);
                assertThat(answer.statusCode()).as("%s %s", set, request.path()).isEqualTo(202);
                assertThat(answer.body()).isEmpty();
                assertThat(stored).hasSize(before + 1);
            }
        }
        assertThat(stored.toString()).doesNotContain("_dd_s=", "_gc_s=");
    }

    @ParameterizedTest
    @CsvSource({"posthog, /, {\"status\":\"Ok\"}", "sentry, /api/42/envelope/, {", "sentry-plain, /api/42/envelope/, {"
    })
    void whatReadsItsAnswerGetsOne(String set, String path, String answer) throws Exception {
        Gateway gateway = gateways.start(Map.of(), gateways::store);
        for (Recordings.Request request : Recordings.of(set)) {
            HttpResponse<String> response = gateways.send(to(gateway, request.path())
                    .method(request.method(), BodyPublishers.ofByteArray(request.body()))
                    .header("Origin", "http://shop.example"));
            assertThat(response.statusCode()).as(request.path()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue("http://shop.example");
            if (request.method().equals("POST")) {
                assertThat(request.path()).startsWith(path);
                assertThat(response.body()).startsWith(answer);
            } else {
                assertThat(JSON.readTree(response.body())
                                .at("/sessionRecording/endpoint")
                                .asText())
                        .isEqualTo("/s/");
            }
        }
        assertThat(stored).isNotEmpty().noneMatch(LogEntry.Unusable.class::isInstance);
    }

    @Test
    void olderPostHogsAreToldToRecordAsWell() throws Exception {
        Gateway gateway = gateways.start(Map.of(), gateways::store);
        for (String path : List.of("/decide/?v=3", "/flags/?v=2&config=true")) {
            HttpResponse<String> answer = gateways.send(post(gateway, path, "{\"token\":\"phc_1\"}"));
            assertThat(answer.statusCode()).isEqualTo(200);
            JsonNode settings = JSON.readTree(answer.body());
            assertThat(settings.at("/sessionRecording/endpoint").asText()).isEqualTo("/s/");
            assertThat(settings.path("featureFlags").isObject()).isTrue();
        }
        assertThat(gateways.send(to(gateway, "/flags/").method("DELETE", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(405);
        assertThat(metrics.scrape()).contains("route=\"/flags/\"").doesNotContain("phc_1");
    }

    @Test
    void anEnvelopeWithoutAReplayIsCounted() throws Exception {
        Gateway gateway = gateways.start(Map.of(), gateways::store);
        HttpResponse<String> answer =
                gateways.send(post(gateway, "/api/7/envelope/?sentry_key=k", "{}\n{\"type\":\"session\"}\n{}\n"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{}");
        assertThat(stored).isEmpty();
        // a request's timer stops after its answer is out, and before the connection's next request
        assertProblem(gateways.send(post(gateway, "/api/7/envelope/", "no json")), 400, "malformed");
        assertThat(metrics.scrape())
                .contains("playhead_gateway_items_ignored_total{kind=\"session\"} 1")
                .contains("route=\"/api/*/envelope/\"");
    }

    @Test
    void theAnswerWaitsForKafka() throws Exception {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        CountDownLatch appended = new CountDownLatch(1);
        Gateway gateway = gateways.start(Map.of(), _ -> {
            appended.countDown();
            return acknowledged;
        });
        CompletableFuture<HttpResponse<String>> answer = gateways.sendAsync(batch(gateway));
        appended.await();
        assertThat(answer).isNotDone();
        acknowledged.complete(null);
        assertThat(answer.get().statusCode()).isEqualTo(202);
    }

    @Test
    void whatKafkaDoesNotAcknowledgeIsPutOff() throws Exception {
        Gateway gateway =
                gateways.start(Map.of(), _ -> CompletableFuture.failedFuture(new IOException("not enough replicas")));
        HttpResponse<String> answer = gateways.send(batch(gateway).header("Origin", "http://shop.example"));
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("http://shop.example");
        assertProblem(answer, 503, "unacknowledged");
        assertThat(metrics.scrape()).contains("playhead_gateway_uploads_postponed_total{reason=\"unacknowledged\"} 1");
    }

    @Test
    void moreUploadsThanMayWaitArePutOff() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch working = new CountDownLatch(1);
        Gateway gateway = gateways.start(
                Map.of("PLAYHEAD_GATEWAY_WORKERS", "1", "PLAYHEAD_GATEWAY_MAX_WAITING", "1"), entries -> {
                    working.countDown();
                    awaitQuietly(release);
                    return gateways.store(entries);
                });
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        answers.add(gateways.sendAsync(batch(gateway)));
        working.await();
        answers.add(gateways.sendAsync(batch(gateway)));
        answers.add(gateways.sendAsync(batch(gateway)));
        // One of the two that came later waits, the other has no place.
        assertProblem(
                (HttpResponse<?>)
                        CompletableFuture.anyOf(answers.get(1), answers.get(2)).get(),
                503,
                "busy");
        release.countDown();
        assertThat(answers.stream().map(answer -> answer.join().statusCode())).containsExactlyInAnyOrder(202, 202, 503);
    }

    @Test
    void aFaultOfOurOwnIsNeverBlamedOnTheSender() throws Exception {
        Gateway gateway = gateways.start(Map.of(), _ -> {
            throw new IllegalArgumentException("a bug");
        });
        assertProblem(gateways.send(batch(gateway)), 500, "internal");
    }

    @Test
    void whatCanNeverBeRightIsAProblem() throws Exception {
        Gateway gateway = gateways.start(Map.of(), gateways::store);
        assertProblem(gateways.send(post(gateway, RRWEB, "{")), 400, "malformed");
        assertProblem(gateways.send(post(gateway, RRWEB, "{\"appId\":\"a\",\"events\":[1]}")), 400, "bad_id");
        assertProblem(gateways.send(post(gateway, "/api/v2/rum", "rubbish")), 400, "bad_id");
        assertProblem(gateways.send(post(gateway, "/api/v2/replay", "no form")), 415, "unknown_format");
        assertProblem(
                gateways.send(post(gateway, RRWEB, "<a/>").header("Content-Type", "text/xml")), 415, "unknown_format");
        assertProblem(gateways.send(post(gateway, RRWEB, "x").header("Content-Encoding", "br")), 415, "unknown_format");
        assertThat(stored).isEmpty();
        assertThat(metrics.scrape()).contains("playhead_gateway_uploads_rejected_total{reason=\"bad_id\"} 2");
    }

    @Test
    void unknownPathsAndMethodsAreProblems() throws Exception {
        Gateway gateway = gateways.start(Map.of(), gateways::store);
        assertProblem(gateways.send(to(gateway, "/nowhere")), 404, "not_found");
        assertProblem(gateways.send(post(gateway, "/api/v2/logs", "{}")), 404, "not_found");
        assertProblem(gateways.send(post(gateway, "/proxy?ddforward=%2Fapi%2Fv2%2Flogs", "{}")), 404, "not_found");
        HttpResponse<String> get = gateways.send(to(gateway, RRWEB));
        assertProblem(get, 405, "method_not_allowed");
        assertThat(get.headers().firstValue("Allow")).hasValue("POST, OPTIONS");
        assertProblem(gateways.send(post(gateway, "/metrics", "")), 405, "method_not_allowed");
    }

    @Test
    void aRequestThatCannotBeReadIsAProblem() throws Exception {
        Gateway gateway = gateways.start(Map.of(), gateways::store);
        for (String request : List.of(
                "GET /metrics HTTP/1.1\r\n",
                "GET /metrics HTTP/1.1\r\nHost: a b\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n")) {
            assertThat(exchange(gateway, request))
                    .as(request)
                    .startsWith("HTTP/1.1 400 ")
                    .containsIgnoringCase("content-type: application/problem+json")
                    .contains("\"reason\":\"malformed\"");
        }
    }

    @Test
    void aHealthCheckMayAskForTheHeadOnly() throws Exception {
        Gateway gateway = gateways.start(Map.of(), gateways::store);
        for (String path : List.of("/health/live", "/health/ready")) {
            assertThat(exchange(gateway, "HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\n"))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void aBodyAnnouncedAsTooLargeIsRefusedBeforeItComes() throws Exception {
        Gateway gateway = gateways.start(Map.of("PLAYHEAD_GATEWAY_MAX_BODY_BYTES", "2048"), gateways::store);
        try (Socket socket = connect(gateway)) {
            write(socket, "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 2049\r\n\r\n".formatted(RRWEB));
            assertThat(readStatus(socket)).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
        }
    }

    @Test
    void aBodyThatTurnsOutTooLargeIsRefusedAtOnce() throws Exception {
        Gateway gateway = gateways.start(Map.of("PLAYHEAD_GATEWAY_MAX_BODY_BYTES", "2048"), gateways::store);
        try (Socket socket = connect(gateway)) {
            write(socket, "POST %s HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".formatted(RRWEB));
            write(socket, "801\r\n" + "x".repeat(0x801) + "\r\n");
            assertThat(readStatus(socket)).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
        }
        assertThat(stored).isEmpty();
    }

    @Test
    void aBodyUpToTheLimitIsTaken() throws Exception {
        Gateway gateway = gateways.start(Map.of("PLAYHEAD_GATEWAY_MAX_BODY_BYTES", "2048"), gateways::store);
        String padded = BATCH.replace("{}", "\"" + "x".repeat(2048 - BATCH.length()) + "\"");
        assertThat(padded).hasSize(2048);
        assertThat(gateways.send(post(gateway, RRWEB, padded)).statusCode()).isEqualTo(202);
        assertThat(gateways.send(post(gateway, RRWEB, padded + " ")).statusCode())
                .isEqualTo(413);
    }

    @Test
    void theLimitHoldsOverHttp2() throws Exception {
        Gateway gateway = gateways.start(Map.of("PLAYHEAD_GATEWAY_MAX_BODY_BYTES", "2048"), gateways::store);
        assertThat(gateways.send(to(gateway, "/health/live").version(HttpClient.Version.HTTP_2))
                        .version())
                .isEqualTo(HttpClient.Version.HTTP_2);
        String large = "x".repeat(1 << 20);
        assertProblem(gateways.send(post(gateway, RRWEB, large).version(HttpClient.Version.HTTP_2)), 413, "too_large");
        assertThat(gateways.send(batch(gateway).version(HttpClient.Version.HTTP_2))
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void aSenderThatAsksFirstIsToldToGoOn() throws Exception {
        Gateway gateway = gateways.start(Map.of(), gateways::store);
        assertThat(gateways.send(batch(gateway).expectContinue(true)).statusCode())
                .isEqualTo(202);
    }

    @Test
    void aBodyThatDoesNotArriveIsPutOff() throws Exception {
        Gateway gateway = gateways.start(Map.of("PLAYHEAD_GATEWAY_BODY_TIMEOUT", "PT0.2S"), gateways::store);
        try (Socket socket = connect(gateway)) {
            write(socket, "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 20\r\n\r\n{".formatted(RRWEB));
            assertThat(readStatus(socket)).isEqualTo("HTTP/1.1 503 Service Unavailable");
        }
    }

    @Test
    void pagesOfAnyOriginMaySend() throws Exception {
        Gateway gateway = gateways.start(Map.of(), gateways::store);
        for (String path :
                List.of(RRWEB, "/proxy?ddforward=%2Fapi%2Fv2%2Freplay", "/e/", "/flags/", "/api/42/envelope/")) {
            HttpResponse<String> preflight = gateways.send(to(gateway, path)
                    .method("OPTIONS", BodyPublishers.noBody())
                    .header("Origin", "http://shop.example")
                    .header("Access-Control-Request-Method", "POST")
                    .header("Access-Control-Request-Headers", "content-type,x-mine"));
            assertThat(preflight.statusCode()).isEqualTo(204);
            assertThat(preflight.headers().map())
                    .containsEntry("Access-Control-Allow-Origin", List.of("http://shop.example"))
                    .containsEntry("Access-Control-Allow-Credentials", List.of("true"))
                    .containsEntry("Access-Control-Allow-Headers", List.of("content-type,x-mine"))
                    .containsEntry("Access-Control-Allow-Methods", List.of("POST"));
            assertThat(preflight
                            .headers()
                            .firstValueAsLong("Access-Control-Max-Age")
                            .orElseThrow())
                    .isGreaterThanOrEqualTo(600);
            assertThat(preflight.headers().allValues("Vary")).contains("Origin");
        }
        HttpResponse<String> answer = gateways.send(batch(gateway).header("Origin", "null"));
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("null");
        assertThat(answer.headers().allValues("Vary")).contains("Origin");
        assertThat(gateways.send(batch(gateway)).headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void operatorsPagesAreNotReadableByOtherOrigins() throws Exception {
        Gateway gateway = gateways.start(Map.of(), gateways::store);
        for (String path : List.of("/metrics", "/health/ready")) {
            assertThat(gateways.send(to(gateway, path).header("Origin", "http://evil.example"))
                            .headers()
                            .firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
            assertThat(gateways.send(to(gateway, path)
                                    .method("OPTIONS", BodyPublishers.noBody())
                                    .header("Origin", "http://evil.example"))
                            .headers()
                            .firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    @Test
    void onLoopbackOnlyIntakeAnswersForAForeignHost() throws Exception {
        Gateway gateway = gateways.start(Map.of("PLAYHEAD_GATEWAY_ALLOWED_HOSTS", "Replay.Example"), gateways::store);
        Map<String, String> statusByHost = new HashMap<>();
        for (String host : List.of("127.0.0.1:1", "LOCALHOST", "[::1]:8400", "replay.example:80", "evil.example", "")) {
            statusByHost.put(host, get(gateway, "/health/live", host));
        }
        assertThat(statusByHost)
                .containsAllEntriesOf(Map.of(
                        "127.0.0.1:1", "200",
                        "LOCALHOST", "200",
                        "[::1]:8400", "200",
                        "replay.example:80", "200",
                        "evil.example", "421"));
        assertThat(statusByHost.get("")).isIn("400", "421");
        assertThat(get(gateway, "/metrics", "evil.example")).isEqualTo("421");
        assertThat(get(gateway, "/nowhere", "evil.example")).isEqualTo("421");
        assertThat(get(gateway, RRWEB, "evil.example")).isEqualTo("405");
    }

    @Test
    void readinessFollowsKafkaAndLivenessDoesNot() throws Exception {
        Gateway gateway = gateways.start(Map.of(), gateways::store);
        assertThat(gateways.send(to(gateway, "/health/ready")).statusCode()).isEqualTo(200);
        assertThat(gateway.ready()).isTrue();
        gateways.kafkaUsable.set(false);
        assertThat(gateways.send(to(gateway, "/health/ready")).statusCode()).isEqualTo(503);
        assertThat(gateways.send(to(gateway, "/health/live")).statusCode()).isEqualTo(200);
        assertThat(gateway.ready()).isFalse();
    }

    @Test
    void metricsNameNoApplication() throws Exception {
        Gateway gateway = gateways.start(Map.of(), gateways::store);
        assertThat(gateways.send(batch(gateway)).statusCode()).isEqualTo(202);
        gateways.send(post(gateway, "/some/path/of/theirs", ""));
        HttpResponse<String> scraped = gateways.send(to(gateway, "/metrics"));
        assertThat(scraped.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(scraped.body())
                .contains("playhead_gateway_bytes_acknowledged_total " + (double) BATCH.length())
                .contains("playhead_gateway_requests_answered_seconds_count{route=\"%s\",status=\"202\"} 1"
                        .formatted(RRWEB))
                .contains("playhead_gateway_requests_answered_seconds_count{route=\"other\",status=\"404\"} 1")
                .doesNotContain("shop")
                .doesNotContain("theirs");
    }

    @Test
    void closingFinishesWhatIsInFlight() throws Exception {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        CountDownLatch appended = new CountDownLatch(1);
        AtomicInteger closed = new AtomicInteger();
        Gateway gateway = gateways.start(
                Map.of(),
                _ -> {
                    appended.countDown();
                    return acknowledged;
                },
                closed::incrementAndGet);
        gateways.send(to(gateway, "/health/live")); // leaves an idle connection behind
        CompletableFuture<HttpResponse<String>> answer = gateways.sendAsync(batch(gateway));
        appended.await();
        long from = System.nanoTime();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(gateway::close);
        while (gateway.ready()) {
            Thread.onSpinWait();
        }
        assertThat(closed).hasValue(0);
        acknowledged.complete(null);
        assertThat(answer.get().statusCode()).isEqualTo(202);
        closing.get();
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(10));
        assertThat(closed).hasValue(1);
        assertThatThrownBy(() -> gateways.send(to(gateway, "/health/live"))).isInstanceOf(IOException.class);
    }

    @Test
    void aPortInUseIsOneClearLine() throws Exception {
        Gateway first = gateways.start(Map.of(), gateways::store);
        AtomicInteger closed = new AtomicInteger();
        assertThatThrownBy(() -> gateways.start(
                        Map.of("PLAYHEAD_GATEWAY_PORT", Integer.toString(first.port())),
                        gateways::store,
                        closed::incrementAndGet))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot listen on 127.0.0.1:%d: Address already in use".formatted(first.port()));
        assertThat(closed).hasValue(1);
    }

    /** The status of a request for a host that the JDK's client would not send. */
    private static String get(Gateway gateway, String path, String host) throws IOException {
        try (Socket socket = connect(gateway)) {
            write(socket, "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, host));
            return readStatus(socket).split(" ", -1)[1];
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
