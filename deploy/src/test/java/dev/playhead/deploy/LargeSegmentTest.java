// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playhead.deploy.QueryClient.Content;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A segment that the log holds in parts is one segment to everybody else. */
@Tag("cluster")
class LargeSegmentTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SESSION = "large";
    private static final String SEGMENT = "main:0";
    private static final long T = 1_795_439_000_000L;
    private static final int TEXTS = 31; // just below what a gateway accepts
    private static final int TEXT_BYTES = 768 << 10; // a MiB in Base64
    private static final long SEED = 20_261_123;

    @Test
    void goesThroughWholeAndIsTheSameWhenSentAgain(@TempDir Path data) throws IOException, InterruptedException {
        List<String> texts = texts();
        byte[] sent = batch(texts);
        assertThat(sent.length).isBetween(31 << 20, 32 << 20);
        try (Installation installation = Installation.start(TruthTest.environment(data));
                QueryClient client = new QueryClient(installation.query())) {
            assertThat(post(installation.gateway(), sent)).isEqualTo(202);
            Content content = client.settled(SESSION);

            JsonNode segments = JSON.readTree(content.segments()).path("items");
            assertThat(segments).hasSize(1);
            assertThat(segments.path(0).path("id").asText()).isEqualTo(SEGMENT);
            assertThat(segments.path(0).path("state").asText()).isEqualTo("stored");
            assertThat(segments.path(0).path("bytes").asInt()).isEqualTo(sent.length);
            assertThat(JSON.readTree(content.timeline()).path("missing")).isEmpty();
            assertThat(client.raw(SESSION, SEGMENT)).isEqualTo(sent);
            assertThat(playedTexts(content.events())).isEqualTo(texts);

            assertThat(post(installation.gateway(), sent)).isEqualTo(202);
            assertThat(client.settled(SESSION)).isEqualTo(content);
            assertThat(client.raw(SESSION, SEGMENT)).isEqualTo(sent);
        }
    }

    private static List<String> texts() {
        Random random = new Random(SEED);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            byte[] bytes = new byte[TEXT_BYTES];
            random.nextBytes(bytes);
            texts.add(Base64.getEncoder().encodeToString(bytes));
        }
        return texts;
    }

    /** A page of one element for each text, which holds it in an attribute. */
    private static byte[] batch(List<String> texts) {
        StringBuilder elements = new StringBuilder();
        for (String text : texts) {
            elements.append(elements.isEmpty() ? "" : ",")
                    .append(
                            "{\"type\":2,\"id\":%d,\"tagName\":\"div\",\"attributes\":{\"title\":\"%s\"},\"childNodes\":[]}"
                                    .formatted(10 + elements.length(), text));
        }
        return """
                {"appId":"shop","sessionId":"%s","seq":0,"events":[
                {"type":4,"timestamp":%d,"data":{"href":"https://shop.example/","width":800,"height":600}},
                {"type":2,"timestamp":%d,"data":{"initialOffset":{"left":0,"top":0},"node":{"type":0,"id":1,"childNodes":[
                {"type":2,"id":2,"tagName":"html","attributes":{},"childNodes":[
                {"type":2,"id":3,"tagName":"body","attributes":{},"childNodes":[%s]}]}]}}},
                {"type":3,"timestamp":%d,"data":{"source":2,"type":2,"id":3,"x":1,"y":2}}]}
                """.formatted(SESSION, T, T + 1, elements, T + 2_000).getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> playedTexts(String events) throws IOException {
        List<String> types = new ArrayList<>();
        List<String> texts = List.of();
        for (String line : events.lines().toList()) {
            JsonNode event = JSON.readTree(line);
            types.add(event.path("type").asText());
            if (event.path("type").asInt() == 2) {
                texts = event.path("data").path("node").findValuesAsText("title");
            }
        }
        assertThat(types).containsExactly("4", "2", "3");
        return texts;
    }

    private static int post(String gateway, byte[] batch) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(gateway + "/rrweb/v1/batch"))
                    .header("content-type", "application/json")
                    .POST(BodyPublishers.ofByteArray(batch))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode();
        }
    }
}
