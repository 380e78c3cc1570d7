// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playhead.query.access.Secret;
import dev.playhead.query.share.ShareTokens;
import dev.playhead.schemas.v1.Share;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareRoutesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SHARES = ServedViews.SESSION + "/shares";
    private static final String HOUR = "{\"expiresInMs\":3600000}";

    @TempDir
    private Path directory;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private ServedViews served;

    @BeforeEach
    void start() {
        served = new ServedViews(directory);
        served.putSession();
    }

    @AfterEach
    void stop() {
        served.close();
        client.close();
    }

    @Test
    void aLinkIsMadeListedAndShown() throws Exception {
        HttpResponse<String> made = post(SHARES, "{\"atMs\":120,\"expiresInMs\":3600000}");

        assertThat(made.statusCode()).isEqualTo(201);
        JsonNode link = JSON.readTree(made.body());
        assertThat(link.propertyStream().map(field -> field.getKey()))
                .containsExactlyInAnyOrder("id", "url", "atMs", "createdMs", "expiresMs");
        assertThat(link.path("expiresMs").asLong() - link.path("createdMs").asLong())
                .isEqualTo(3_600_000);
        assertThat(link.path("url").asText()).startsWith(origin() + "/share/");
        String itself = SHARES + "/" + link.path("id").asText();
        assertThat(made.headers().firstValue("Location")).hasValue(itself);
        assertThat(json(itself)).isEqualTo(link);
        assertThat(json(SHARES).path("items")).containsExactly(link);
        assertThat(json("/api/v1/shared/" + tokenOf(link))).isEqualTo(link);
    }

    @Test
    void whoeverHasALinkSeesOfItsSessionWhatOthersSee() throws Exception {
        String shared = "/api/v1/shared/" + link();
        served.putOther();

        assertThat(get(shared + "/session").body())
                .contains("\"session\":\"s1\"")
                .isEqualTo(get(ServedViews.SESSION).body());
        for (String part : List.of(
                "/timeline?inactivityMs=5000",
                "/timeline",
                "/segments",
                "/segments/v1:0",
                "/segments/v1%3A0",
                "/events?view=v1",
                "/views",
                "/errors?limit=1",
                "/errors/none")) {
            HttpResponse<String> own = get(ServedViews.SESSION + part);
            HttpResponse<String> there = get(shared + part);
            assertThat(there.statusCode()).as(part).isEqualTo(own.statusCode());
            assertThat(there.body()).as(part).isEqualTo(own.body());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/export",
                "/shares",
                "/segments/v1:0/raw",
                "/session/timeline",
                "/none",
                "/..%2f..%2fapps",
                "/events/../../other",
                "/errors/..%2f..%2f..%2fother"
            })
    void aLinkShowsNothingElse(String part) throws Exception {
        served.putOther();

        assertThat(get("/api/v1/shared/" + link() + part).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"POST,", "DELETE,", "PUT,", "POST,/session", "DELETE,/session", "POST,/events", "DELETE,/errors/e1"})
    void aLinkChangesNothing(String method, String part) throws Exception {
        String address = "/api/v1/shared/" + link() + (part == null ? "" : part);

        assertThat(send(method, address, HOUR, "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(405);
        assertThat(get(ServedViews.SESSION).statusCode()).isEqualTo(200);
    }

    @Test
    void aLinkExpires() throws Exception {
        String token = link();
        served.pass(Duration.ofHours(1));

        assertRefused(token, 410, "the link has expired");
        assertThat(json(SHARES).path("items")).isEmpty();
    }

    @Test
    void aLinkIsRevokedOnce() throws Exception {
        String token = link();
        String other = link();
        String id = json(SHARES).at("/items/0/id").asText();

        assertThat(delete(SHARES + "/" + id).statusCode()).isEqualTo(204);
        assertThat(delete(SHARES + "/" + id).statusCode()).isEqualTo(404);
        assertThat(get(SHARES + "/" + id).statusCode()).isEqualTo(404);
        assertRefused(token, 410, "the link was revoked");
        assertThat(get("/api/v1/shared/" + other).statusCode()).isEqualTo(200);
        assertThat(json(SHARES).path("items")).hasSize(1);
    }

    @Test
    void aLinkIsOfOneSessionAlone() throws Exception {
        link();
        served.putOther();
        String id = json(SHARES).at("/items/0/id").asText();

        assertThat(json(ServedViews.OTHER + "/shares").path("items")).isEmpty();
        assertThat(get(ServedViews.OTHER + "/shares/" + id).statusCode()).isEqualTo(404);
        assertThat(delete(ServedViews.OTHER + "/shares/" + id).statusCode()).isEqualTo(404);
        assertThat(json(SHARES).path("items")).hasSize(1);
    }

    @Test
    void noLetterOfALinkCanBeAnother() throws Exception {
        String token = link();
        for (int i = 0; i < token.length(); i++) {
            for (char other : List.of('A', 'b', '-', '.')) {
                if (token.charAt(i) != other) {
                    String tampered = token.substring(0, i) + other + token.substring(i + 1);
                    assertThat(get("/api/v1/shared/" + tampered + "/session").statusCode())
                            .as(tampered)
                            .isEqualTo(404);
                }
            }
        }
        assertRefused(token.substring(0, token.length() - 1), 404, "not a link of this installation");
        assertRefused(token + "A", 404, "not a link of this installation");
        assertRefused("x", 404, "not a link of this installation");
    }

    @Test
    void whatIsSignedWithAnotherSecretOrNotAtAllIsRefused() throws Exception {
        link();
        Share share = share(json(SHARES).at("/items/0/id").asText());
        String unsigned = base64("{\"alg\":\"none\"}") + "."
                + base64("{\"jti\":\"%s\",\"exp\":%d}".formatted(share.getId(), share.getExpiresMs() / 1000)) + ".";

        assertRefused(new ShareTokens(Secret.random()).sign(share), 404, "not a link of this installation");
        assertRefused(unsigned, 404, "not a link of this installation");
    }

    @Test
    void anInstanceThatHasNotHeardOfALinkYetSaysSo() throws Exception {
        String token = DrivenServer.TOKENS.sign(share("0123456789abcdef0123456789abcdef"));

        HttpResponse<String> answer = get("/api/v1/shared/" + token);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        served.pass(Duration.ofDays(2));
        assertRefused(token, 410, "the link has expired");
    }

    @Test
    void anErasedSessionIsGoneFromItsLinks() throws Exception {
        String token = link();
        served.views().erase(ServedViews.KEY);

        for (String address : List.of("/api/v1/shared/" + token, "/api/v1/shared/" + token + "/session", SHARES)) {
            HttpResponse<String> answer = get(address);
            assertThat(answer.statusCode()).as(address).isEqualTo(410);
            assertThat(answer.body()).contains("erased").doesNotContain("s1");
        }
        assertThat(post(SHARES, HOUR).statusCode()).isEqualTo(410);
    }

    @Test
    void nothingIsSharedThatIsNotKnown() throws Exception {
        assertThat(post("/api/v1/apps/shop/sessions/none/shares", HOUR).statusCode())
                .isEqualTo(404);
        assertThat(get("/api/v1/apps/shop/sessions/none/shares").statusCode()).isEqualTo(404);
        assertThat(post("/api/v1/apps/shop/sessions/no%20id/shares", HOUR).statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "null",
                "{}",
                "{\"expiresInMs\":0}",
                "{\"expiresInMs\":-1}",
                "{\"expiresInMs\":1.5}",
                "{\"expiresInMs\":\"3600000\"}",
                "{\"expiresInMs\":2592000001}",
                "{\"expiresInMs\":99999999999999999999}",
                "{\"expiresInMs\":3600000,\"atMs\":-1}",
                "{\"expiresInMs\":3600000,\"atMs\":\"1\"}",
                "{\"expiresInMs\":3600000,\"forEver\":true}",
                "{\"expiresInMs\":3600000} {}",
            })
    void aWishThatIsNoneIsRefused(String body) throws Exception {
        assertThat(post(SHARES, body).statusCode()).isEqualTo(400);
        assertThat(json(SHARES).path("items")).isEmpty();
    }

    @Test
    void theBeginningIsAMomentToo() throws Exception {
        HttpResponse<String> made = post(SHARES, "{\"expiresInMs\":2592000000,\"atMs\":null}");

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(JSON.readTree(made.body()).path("atMs").isNull()).isTrue();
    }

    /** A form of another origin is sent without asking. */
    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonx"})
    void onlyJsonMakesALink(String contentType) throws Exception {
        assertThat(send("POST", SHARES, HOUR, "Content-Type", contentType).statusCode())
                .isEqualTo(415);
        assertThat(send("POST", SHARES, HOUR).statusCode()).isEqualTo(415);
        assertThat(json(SHARES).path("items")).isEmpty();
    }

    @Test
    void aWishIsShort() throws Exception {
        assertThat(post(SHARES, HOUR + " ".repeat(5_000)).statusCode()).isEqualTo(413);
    }

    @Test
    void aSessionHasAFewLinksAtOnce() throws Exception {
        link();
        link();
        link();

        HttpResponse<String> refused = post(SHARES, HOUR);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("3 links");
        assertThat(get("/metrics").body())
                .contains("playhead_query_shares_made_total 3.0", "playhead_query_shares_refused_total 1.0");
        served.pass(Duration.ofHours(1));
        assertThat(post(SHARES, HOUR).statusCode()).isEqualTo(201);
    }

    @Test
    void aLinkThatKafkaDoesNotTakeIsNone() throws Exception {
        String token = link();
        String id = json(SHARES).at("/items/0/id").asText();
        served.links().kafkaIsAway(true);

        assertThat(post(SHARES, HOUR).statusCode()).isEqualTo(503);
        assertThat(delete(SHARES + "/" + id).statusCode()).isEqualTo(503);
        assertThat(json(SHARES).path("items")).hasSize(1);
        assertThat(get("/api/v1/shared/" + token).statusCode()).isEqualTo(200);
    }

    @Test
    void anAnswerUnderALinkIsCountedOnceAndWithoutItsToken() throws Exception {
        String token = link();
        get("/api/v1/shared/" + token + "/timeline");

        List<String> counted = new ArrayList<>(get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("playhead_query_requests_answered_seconds_count"))
                .filter(line -> line.contains("/timeline") || line.contains("shared"))
                .toList());

        assertThat(counted).hasSize(1).allMatch(line -> line.endsWith(" 1") || line.endsWith(" 1.0"));
        assertThat(get("/metrics").body()).doesNotContain(token);
    }

    private void assertRefused(String token, int status, String why) throws Exception {
        for (String part : List.of("", "/session", "/timeline", "/events", "/live", "/errors")) {
            HttpResponse<String> refused = get("/api/v1/shared/" + token + part);
            assertThat(refused.statusCode()).as(part).isEqualTo(status);
            assertThat(refused.body()).contains(why);
        }
    }

    private static Share share(String id) {
        long nowMs = System.currentTimeMillis();
        return Share.newBuilder()
                .setId(id)
                .setApp("shop")
                .setSession("s1")
                .setCreatedMs(nowMs)
                .setExpiresMs(nowMs + Duration.ofDays(1).toMillis())
                .build();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The token of a link that holds for an hour. */
    private String link() throws Exception {
        HttpResponse<String> made = post(SHARES, HOUR);
        assertThat(made.statusCode()).isEqualTo(201);
        return tokenOf(JSON.readTree(made.body()));
    }

    private static String tokenOf(JsonNode link) {
        String url = link.path("url").asText();
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private String origin() {
        return "http://127.0.0.1:" + served.server().port();
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    private HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path, "");
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send("POST", path, body, "Content-Type", "application/json");
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
