// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway;

import static dev.playhead.gateway.RunningGateways.RRWEB;
import static dev.playhead.gateway.RunningGateways.assertProblem;
import static dev.playhead.gateway.RunningGateways.connect;
import static dev.playhead.gateway.RunningGateways.post;
import static dev.playhead.gateway.RunningGateways.readStatus;
import static dev.playhead.gateway.RunningGateways.to;
import static dev.playhead.gateway.RunningGateways.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.gateway.intake.LogEntry;
import dev.playhead.gateway.intake.LogEntry.OfSession;
import dev.playhead.gateway.intake.LogEntry.Unusable;
import dev.playhead.testkit.Recordings;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may send, over a real server: the applications' file, tokens, origins, drop rules and rates. */
@Timeout(60)
class GatewayAccessTest {

    private static final String SHOP = "https://shop.example";

    @TempDir
    private Path directory;

    private final RunningGateways gateways = new RunningGateways();

    @AfterEach
    void close() {
        gateways.close();
    }

    @Test
    void onlyConfiguredApplicationsAreTaken() throws Exception {
        Gateway gateway = start("applications: [{id: shop}]");
        assertThat(gateways.send(post(gateway, RRWEB, batch("shop"))).statusCode())
                .isEqualTo(202);
        assertProblem(gateways.send(post(gateway, RRWEB, batch("other"))), 403, "unknown_application");
        assertThat(gateways.stored).hasSize(1);
        assertThat(gateways.metrics.scrape())
                .contains("playhead_gateway_uploads_rejected_total{reason=\"unknown_application\"} 1")
                .doesNotContain("other\"");
    }

    @Test
    void anOpenGatewayTakesTheOthersAsWell() throws Exception {
        Gateway gateway = gateways.start(Map.of(
                "PLAYHEAD_APPLICATIONS",
                file("applications: [{id: shop, origins: [%s]}]".formatted(SHOP)),
                "PLAYHEAD_GATEWAY_OPEN",
                "true"));
        assertThat(from("https://any.example", gateway, RRWEB, batch("other")).statusCode())
                .isEqualTo(202);
        assertProblem(from("https://any.example", gateway, RRWEB, batch("shop")), 403, "unknown_origin");
    }

    /** Two SDKs with a token in their URL, two that have it elsewhere. */
    @Test
    void aTokenIsLookedAtBeforeTheBody() throws Exception {
        Gateway gateway = start("""
                applications:
                  - {id: shop, tokens: {datadog: [pub1], guance: [clt1], rrweb: [tok1]}}
                  - {id: "42", tokens: {sentry: [key1], datadog: [], guance: [], rrweb: []}}
                """);
        Map<String, String> refusals = Map.of(
                "/api/v2/replay?dd-api-key=pub2", "unknown_token",
                "/api/v2/rum", "unknown_token",
                "/p?ddforward=%2Fapi%2Fv2%2Frum%3Fdd-api-key%3Dpub2", "unknown_token",
                "/v1/write/rum/replay?token=clt2&to_headless=true", "unknown_token",
                "/rrweb/v1/batch?token=tok2", "unknown_token",
                "/api/42/envelope/?sentry_key=key2", "unknown_token",
                "/api/43/envelope/?sentry_key=key1", "unknown_application");
        for (Map.Entry<String, String> refusal : refusals.entrySet()) {
            try (Socket socket = connect(gateway)) {
                // a body is announced and never sent
                write(socket, "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n".formatted(refusal.getKey()));
                assertThat(readStatus(socket)).as(refusal.getKey()).isEqualTo("HTTP/1.1 403 Forbidden");
            }
            assertProblem(gateways.send(post(gateway, refusal.getKey(), "{}")), 403, refusal.getValue());
        }
        assertThat(gateways.send(post(gateway, "/rrweb/v1/batch?token=tok1", batch("shop")))
                        .statusCode())
                .isEqualTo(202);
        assertThat(gateways.send(post(gateway, "/api/42/envelope/?sentry_key=key1", "{}"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aTokenOpensOnlyTheApplicationThatItIsOf() throws Exception {
        Gateway gateway = start("""
                applications:
                  - {id: shop, tokens: {rrweb: [tok1]}}
                  - {id: blog, tokens: {rrweb: [tok2]}}
                """);
        assertThat(gateways.send(post(gateway, "/rrweb/v1/batch?token=tok1", batch("shop")))
                        .statusCode())
                .isEqualTo(202);
        assertProblem(gateways.send(post(gateway, "/rrweb/v1/batch?token=tok1", batch("blog"))), 403, "unknown_token");
    }

    @Test
    void aPageOfAnUnknownOriginGetsNoLeave() throws Exception {
        Gateway gateway = start("applications: [{id: shop, origins: [%s]}]".formatted(SHOP));
        assertThat(from(SHOP, gateway, RRWEB, batch("shop")).statusCode()).isEqualTo(202);
        assertThat(gateways.send(post(gateway, RRWEB, batch("shop"))).statusCode())
                .isEqualTo(202);
        HttpResponse<String> refused = from("https://evil.example", gateway, RRWEB, batch("shop"));
        assertProblem(refused, 403, "unknown_origin");
        assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://evil.example");
        HttpResponse<String> preflight = gateways.send(to(gateway, RRWEB)
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "POST"));
        assertThat(preflight.statusCode()).isEqualTo(403);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void aRefusedSmallUploadLeavesItsConnectionUsable() throws Exception {
        Gateway gateway = start("applications: [{id: shop, origins: [%s]}]".formatted(SHOP));
        try (Socket socket = connect(gateway)) {
            String refused =
                    "POST %s HTTP/1.1\r\nHost: x\r\nOrigin: https://evil.example\r\nContent-Length: 4\r\n\r\nbody";
            write(socket, refused.formatted(RRWEB) + refused.formatted(RRWEB));
            write(
                    socket,
                    "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(RRWEB, batch("shop").length(), batch("shop")));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .containsSubsequence("HTTP/1.1 403", "HTTP/1.1 403", "HTTP/1.1 202");
        }
    }

    @Test
    void aTokenOfPostHogsStandsForItsApplication() throws Exception {
        List<Recordings.Request> recorded = Recordings.of("posthog");
        String config = recorded.stream()
                .map(Recordings.Request::path)
                .filter(path -> path.startsWith("/array/"))
                .findFirst()
                .orElseThrow();
        String token = config.split("/", -1)[2];
        Gateway gateway =
                start("applications: [{id: shop, origins: [%s], tokens: {posthog: [%s]}}]".formatted(SHOP, token));
        assertThat(gateways.send(to(gateway, config).header("Origin", SHOP)).statusCode())
                .isEqualTo(200);
        assertProblem(
                gateways.send(to(gateway, "/array/phc_other/config").header("Origin", SHOP)),
                403,
                "unknown_application");
        assertProblem(
                gateways.send(to(gateway, config).header("Origin", "https://evil.example")), 403, "unknown_origin");
        assertProblem(
                gateways.send(post(gateway, "/flags/?v=2", "{}").header("Origin", "https://evil.example")),
                403,
                "unknown_origin");
        for (Recordings.Request request : recorded) {
            if (request.method().equals("POST")) {
                HttpRequest.Builder upload = to(gateway, request.path())
                        .POST(BodyPublishers.ofByteArray(request.body()))
                        .header("Origin", SHOP);
                assertThat(gateways.send(upload).statusCode()).isEqualTo(200);
            }
        }
        assertThat(gateways.stored)
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(((OfSession) entry).key().app()).isEqualTo("shop"));
    }

    @Test
    void anEventOfAnUnknownApplicationDoesNotKeepTheOthersOut() throws Exception {
        Gateway gateway = start("applications: [{id: shop}]");
        String batch = event("shop") + "\n" + event("other") + "\n" + event("shop");
        assertThat(gateways.send(post(gateway, "/api/v2/rum", batch)).statusCode())
                .isEqualTo(202);
        assertThat(gateways.stored).hasSize(2);
        assertThat(gateways.stored)
                .filteredOn(Unusable.class::isInstance)
                .singleElement()
                .satisfies(entry ->
                        assertThat(((Unusable) entry).letter().getReason()).isEqualTo("unknown_application"));
        assertProblem(gateways.send(post(gateway, "/api/v2/rum", event("other"))), 403, "unknown_application");
    }

    @Test
    void aChangedFileCountsWithoutARestartAndABadOneChangesNothing() throws Exception {
        Gateway gateway = start("applications: [{id: shop}]");
        file("applications: [{id: shop}, {id: blog}]");
        awaitStatus(gateway, "blog", 202);
        file("applications: [{id: shop, colour: red}]");
        awaitMetric("playhead_gateway_applications_read_total{result=\"bad\"} 1");
        assertThat(gateways.send(post(gateway, RRWEB, batch("blog"))).statusCode())
                .isEqualTo(202);
        Files.delete(directory.resolve("applications.yaml"));
        awaitMetric("playhead_gateway_applications_read_total{result=\"bad\"} 2");
        file("applications: [{id: shop}]");
        awaitStatus(gateway, "blog", 403);
    }

    @Test
    void aFileThatCannotBeReadIsOneClearLine() throws IOException {
        assertThatThrownBy(() -> start("applications: [{id: a b}]"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("applications.yaml: an application has no id");
        assertThatThrownBy(() -> gateways.start(Map.of("PLAYHEAD_APPLICATIONS", "/nowhere/applications.yaml")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/nowhere/applications.yaml cannot be read");
    }

    @Test
    void whatARuleDropsIsAcceptedAndCounted() throws Exception {
        Gateway gateway = gateways.start(
                Map.of(
                        "PLAYHEAD_GATEWAY_OPEN",
                        "true",
                        "PLAYHEAD_APPLICATIONS",
                        file(
                                "applications: []\ndrop: [{name: snapshots, sdk: [df_web_rum_sdk], source: [browser], hasFullSnapshot: true}]")));
        long sent = 0;
        for (Recordings.Request request : Recordings.of("guance-compress")) {
            if (request.path().startsWith("/v1/write/rum/replay")) {
                HttpRequest.Builder upload = to(gateway, request.path())
                        .POST(BodyPublishers.ofByteArray(request.body()))
                        .header("content-type", request.headers().get("content-type"));
                assertThat(gateways.send(upload).statusCode()).isEqualTo(202);
                sent++;
            }
        }
        assertThat(gateways.stored)
                .isNotEmpty()
                .noneMatch(entry -> entry instanceof LogEntry.Recording recording
                        && Boolean.TRUE.equals(recording.segment().getHasFullSnapshot()));
        assertThat(gateways.metrics.scrape())
                .contains("playhead_gateway_segments_dropped_total{rule=\"snapshots\"} %.1f"
                        .formatted((double) (sent - gateways.stored.size())));
    }

    @Test
    void whoSendsMoreThanTheLimitIsPutOffAndTheOthersAreNot() throws Exception {
        Gateway gateway = start("""
                applications: [{id: shop, limits: {sessionRequestsPerSecond: 1}}, {id: blog, limits: {requestsPerSecond: 1}}, {id: free}]
                """);
        assertThat(acceptedOf(30, gateway, batch("shop"))).isBetween(10, 15);
        assertThat(gateways.send(post(gateway, RRWEB, batch("shop").replace("s1", "s2")))
                        .statusCode())
                .isEqualTo(202);
        assertThat(acceptedOf(30, gateway, batch("blog"))).isBetween(10, 15);
        assertThat(acceptedOf(30, gateway, batch("free"))).isEqualTo(30);
        HttpResponse<String> putOff = gateways.send(post(gateway, RRWEB, batch("shop")));
        assertProblem(putOff, 503, "rate_limited");
        assertThat(putOff.headers().firstValue("Retry-After")).hasValue("5");
    }

    private int acceptedOf(int uploads, Gateway gateway, String body) throws Exception {
        int accepted = 0;
        for (int i = 0; i < uploads; i++) {
            accepted += gateways.send(post(gateway, RRWEB, body)).statusCode() == 202 ? 1 : 0;
        }
        return accepted;
    }

    private void awaitStatus(Gateway gateway, String app, int status) throws Exception {
        while (gateways.send(post(gateway, RRWEB, batch(app))).statusCode() != status) {
            Thread.onSpinWait();
        }
    }

    private void awaitMetric(String line) {
        while (!gateways.metrics.scrape().contains(line)) {
            Thread.onSpinWait();
        }
    }

    private HttpResponse<String> from(String origin, Gateway gateway, String path, String body) throws Exception {
        return gateways.send(post(gateway, path, body).header("Origin", origin));
    }

    private Gateway start(String applications) throws IOException {
        return gateways.start(
                Map.of("PLAYHEAD_APPLICATIONS", file(applications), "PLAYHEAD_GATEWAY_RELOAD_INTERVAL", "PT0.05S"));
    }

    private String file(String applications) throws IOException {
        Path written = Files.writeString(directory.resolve("new.yaml"), applications);
        Path file = directory.resolve("applications.yaml");
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
        return file.toString();
    }

    private static String batch(String app) {
        return "{\"appId\":\"%s\",\"sessionId\":\"s1\",\"seq\":0,\"events\":[{}]}".formatted(app);
    }

    private static String event(String app) {
        return "{\"type\":\"action\",\"date\":1,\"application\":{\"id\":\"%s\"},\"session\":{\"id\":\"s1\"},\"view\":{\"id\":\"v1\"},\"action\":{\"id\":\"a\"}}"
                .formatted(app);
    }
}
