// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playhead.query.Samples;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.SegmentRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole sessions as files, over the real stores. */
@Timeout(60)
class ExportRoutesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXPORT = ServedViews.SESSION + "/export";
    private static final Pattern BLOCK = Pattern.compile(
            "<script type=\"application/octet-stream\" class=\"(\\w+)\" data-view=\"([^\"]*)\">([^<]*)</script>");

    @TempDir
    private Path directory;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private ServedViews served;

    private record Block(String name, String view, String text) {}

    @BeforeEach
    void start() {
        served = new ServedViews(directory);
        served.putSession();
    }

    @AfterEach
    void stop() {
        client.close();
        served.close();
    }

    @Test
    void jsonIsWhatTheOtherAnswersSay() throws Exception {
        HttpResponse<String> answer = get(EXPORT + "?format=json");
        assertThat(answer.headers().map())
                .containsEntry("content-type", List.of("application/json"))
                .containsEntry("content-disposition", List.of("attachment; filename=\"s1.json\""));
        JsonNode export = JSON.readTree(answer.body());
        assertThat(export.path("session"))
                .isEqualTo(JSON.readTree(get(ServedViews.SESSION).body()));
        assertThat(export.path("timeline"))
                .isEqualTo(JSON.readTree(get(ServedViews.SESSION + "/timeline").body()));
        List<JsonNode> events = lines(get(ServedViews.SESSION + "/events").body());
        assertThat(events).hasSize(6);
        assertThat(export.path("events")).containsExactlyElementsOf(events);
        assertThat(get(EXPORT).body()).as("json is the default").isEqualTo(answer.body());
    }

    @Test
    void aSessionWithoutARecordingHasNoEvents() throws Exception {
        served.views()
                .put(Samples.summary(new SessionKey("shop", "bare"), Samples.ANCHOR_MS)
                        .build());
        JsonNode export =
                JSON.readTree(get("/api/v1/apps/shop/sessions/bare/export").body());
        assertThat(export.path("events").isArray()).isTrue();
        assertThat(export.path("events")).isEmpty();
    }

    @Test
    void htmlHoldsTheSameInBlocksAndThePlayer() throws Exception {
        HttpResponse<String> answer = get(EXPORT + "?format=html");
        assertThat(answer.headers().map())
                .containsEntry("content-type", List.of("text/html; charset=utf-8"))
                .containsEntry("content-disposition", List.of("attachment; filename=\"s1.html\""));
        List<Block> blocks = blocks(answer.body());
        JsonNode facts = JSON.readTree(blocks.getFirst().text());
        assertThat(facts.path("session"))
                .isEqualTo(JSON.readTree(get(ServedViews.SESSION).body()));
        assertThat(facts.path("timeline"))
                .isEqualTo(JSON.readTree(get(ServedViews.SESSION + "/timeline").body()));
        List<Block> events = blocks.subList(1, blocks.size());
        assertThat(events).extracting(Block::name).containsOnly("events");
        assertThat(events).extracting(Block::view).containsOnly("v1");
        assertThat(String.join("", events.stream().map(Block::text).toList()))
                .isEqualTo(get(ServedViews.SESSION + "/events").body());
        assertThat(answer.body())
                .startsWith("<!doctype html>")
                .contains("<script>document.title = 'the player & its <tags>';\n</script>")
                .endsWith("</html>\n");
    }

    @Test
    void noTextOfAPageCanEndABlock() throws Exception {
        String hostile = "</script><!--<script>alert(1)</script>";
        SegmentRef ref = served.ref(0, true, 10, 12);
        served.log()
                .put(
                        "v1:0",
                        new String(Objects.requireNonNull(served.log().get("v1:0")), StandardCharsets.UTF_8)
                                .replace("https://shop.example/", "https://shop.example/" + hostile)
                                .getBytes(StandardCharsets.UTF_8));
        served.views().put(ref);
        String page = get(EXPORT + "?format=html").body();
        assertThat(blocks(page)).anySatisfy(block -> assertThat(block.text()).contains("alert(1)"));
        assertThat(page).doesNotContain("alert(1)", "<!--").containsOnlyOnce("<script>");
    }

    @Test
    void whatCannotBeExportedIsAnsweredAsEverywhere() throws Exception {
        assertThat(get(EXPORT + "?format=pdf").statusCode()).isEqualTo(400);
        assertThat(get("/api/v1/apps/shop/sessions/none/export").statusCode()).isEqualTo(404);
        served.views().erase(ServedViews.KEY);
        assertThat(get(EXPORT).statusCode()).isEqualTo(410);
    }

    private static List<Block> blocks(String page) throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(page);
        while (block.find()) {
            byte[] compressed = Base64.getDecoder().decode(block.group(3));
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
                blocks.add(new Block(
                        block.group(1), block.group(2), new String(in.readAllBytes(), StandardCharsets.UTF_8)));
            }
        }
        return blocks;
    }

    private static List<JsonNode> lines(String body) {
        return body.lines()
                .map(line -> {
                    try {
                        return JSON.readTree(line);
                    } catch (IOException e) {
                        throw new AssertionError(line, e);
                    }
                })
                .toList();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI address =
                URI.create("http://127.0.0.1:%d%s".formatted(served.server().port(), path));
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }
}
