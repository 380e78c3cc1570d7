// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playhead.query.DrivenViews;
import dev.playhead.query.Follower;
import dev.playhead.query.Samples;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.MarkerKind;
import dev.playhead.schemas.v1.SessionStatus;
import dev.playhead.schemas.v1.Span;
import dev.playhead.schemas.v1.TimelineEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions followed over HTTP, over the real stores. */
@Timeout(60)
class LiveRoutesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LiveSettings QUIET = new LiveSettings(2, Duration.ofMillis(20), Duration.ofMinutes(10), 512);
    private static final LiveSettings LIVELY = new LiveSettings(2, Duration.ofMillis(20), Duration.ofMillis(200), 512);
    private static final String LIVE = ServedViews.SESSION + "/live";

    @TempDir
    private Path directory;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private ServedViews served;

    @BeforeEach
    void start() {
        served = new ServedViews(directory.resolve("quiet"), QUIET);
        served.putSession();
    }

    @AfterEach
    void stop() {
        client.close();
        served.close();
    }

    @Test
    void aFollowerIsToldOfTheSessionAsItIsThenOfWhatIsNew() throws Exception {
        served.views().put(Samples.entry(ServedViews.KEY, MarkerKind.ERROR, "e1", 20));
        try (Stream stream = follow(Optional.empty())) {
            stream.readUntil(() -> stream.told("missing") == 1);
            assertThat(stream.follower.told())
                    .containsExactly("segment", "segment", "marker", "marker", "inactivity", "missing");
            assertIsAsElsewhere(stream.follower);

            served.views().put(served.ref(3, false, 140, 150));
            stream.readUntil(() -> stream.told("segment") == 3);
            served.views().put(Samples.entry(ServedViews.KEY, MarkerKind.CLICK, "c1", 145));
            stream.readUntil(() -> stream.told("marker") == 3);
            assertIsAsElsewhere(stream.follower);
            assertThat(stream.follower.told()).as("nothing twice").hasSize(8);
        }
    }

    @Test
    void aHoleThatIsFilledIsTakenBack() throws Exception {
        try (Stream stream = follow(Optional.empty())) {
            stream.readUntil(() -> stream.told("missing") == 1);
            served.views().put(served.ref(1, false, 20, 30));
            served.views()
                    .put(Samples.summary(ServedViews.KEY, Samples.ANCHOR_MS)
                            .setStartMs(10)
                            .setEndMs(200_000)
                            .setIslands(List.of(new Span(10L, 130L)))
                            .setViews(List.of(Samples.view("v1", 10, 200_000)))
                            .build());
            stream.readUntil(() -> stream.follower.items("segment").size() == 3
                    && stream.follower.items("missing").isEmpty());
            assertIsAsElsewhere(stream.follower);
        }
    }

    @Test
    void whoeverComesBackToAnotherInstanceMissesNothing() throws Exception {
        Follower follower;
        try (Stream stream = follow(Optional.empty())) {
            follower = stream.follower;
            stream.readUntil(() -> stream.told("missing") == 1);
        }
        int told = follower.told().size();
        served.views().put(served.ref(3, false, 140, 150));
        served.views().put(Samples.entry(ServedViews.KEY, MarkerKind.CLICK, "c1", 145));

        try (QueryServer restarted = served.start(0);
                Stream stream = new Stream(follower, open(restarted, follower.lastEventId()))) {
            stream.readUntil(() -> follower.items("segment").size() == 3
                    && follower.items("marker").size() == 2);
            assertIsAsElsewhere(follower);
            assertThat(follower.told()).hasSizeLessThan(2 * told);
        }
    }

    @Test
    void theEndOfASessionIsToldAndEndsTheStream() throws Exception {
        try (Stream stream = follow(Optional.empty())) {
            stream.readUntil(() -> stream.told("missing") == 1);
            close(1);
            stream.readToEnd();
            assertThat(stream.follower.told()).endsWith("end");
            assertThat(open(served.server(), stream.follower.lastEventId()).statusCode())
                    .as("there is nothing to come back for")
                    .isEqualTo(204);
            close(2);
            try (Stream again = new Stream(stream.follower, open(served.server(), stream.follower.lastEventId()))) {
                again.readToEnd();
                assertThat(again.follower.told()).endsWith("end", "end");
            }
        }
        assertThat(ended("closed")).isEqualTo(3);
    }

    @Test
    void whatCannotBeFollowedIsAnsweredAsEverywhere() throws Exception {
        long old = Samples.ANCHOR_MS - DrivenViews.RETENTION.plusHours(1).toMillis();
        served.views().put(Samples.summary(new SessionKey("shop", "old"), old).build());
        served.views().erase(new SessionKey("shop", "erased"));
        Map<String, Integer> expected = Map.of("none", 404, "not%20an%20id", 404, "old", 410, "erased", 410);
        for (Map.Entry<String, Integer> one : expected.entrySet()) {
            assertThat(open(served.server(), one.getKey(), Optional.empty()).statusCode())
                    .as(one.getKey())
                    .isEqualTo(one.getValue());
        }
        served.views().moveAway(served.views().partitionOf(ServedViews.KEY));
        HttpResponse<?> away = open(served.server(), Optional.empty());
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.headers().firstValue("Retry-After")).contains("2");
        eventually(() -> served.views().changes().followed() == 0 && streams() == 0);
    }

    @Test
    void aSessionThatGoesAwayEndsTheStream() throws Exception {
        try (Stream erased = follow(Optional.empty())) {
            served.views().erase(ServedViews.KEY);
            erased.readToEnd();
        }
        served.views()
                .put(Samples.summary(new SessionKey("shop", "moved"), Samples.ANCHOR_MS)
                        .build());
        try (Stream moved = new Stream(new Follower(), open(served.server(), "moved", Optional.empty()))) {
            moved.readUntil(() -> true);
            served.views().moveAway(served.views().partitionOf(new SessionKey("shop", "moved")));
            served.views().changes().tellAll(); // as after a rebalance
            moved.readToEnd();
        }
        assertThat(ended("away")).isEqualTo(2);
    }

    @Test
    void anotherGenerationThatServesEndsTheStream() throws Exception {
        serve(LIVELY);
        try (Stream stream = follow(Optional.empty())) {
            stream.readUntil(() -> stream.told("missing") == 1);
            served.swapGeneration();
            stream.readToEnd();
        }
        assertThat(ended("away")).isEqualTo(1);
    }

    @Test
    void aQuietStreamSaysThatItIsThere() throws Exception {
        serve(LIVELY);
        try (Stream stream = follow(Optional.empty())) {
            stream.readUntil(() -> stream.told("missing") == 1);
            stream.readUntil(() -> stream.heartbeats >= 2);
            assertThat(stream.follower.told()).hasSize(5);
        }
    }

    @Test
    void moreStreamsThanThereMayBeAreRefusedUntilOneLeaves() throws Exception {
        try (Stream first = follow(Optional.empty());
                Stream second = follow(Optional.empty())) {
            first.readUntil(() -> true);
            second.readUntil(() -> true);
            HttpResponse<?> third = open(served.server(), Optional.empty());
            assertThat(third.statusCode()).isEqualTo(503);
            assertThat(third.headers().firstValue("Retry-After")).contains("2");
            assertThat(served.metrics().counter("playhead.query.live.refused").count())
                    .isEqualTo(1);
        }
        eventually(() -> streams() == 0 && served.views().changes().followed() == 0);
        try (Stream fourth = follow(Optional.empty())) {
            fourth.readUntil(() -> true);
        }
        eventually(() -> ended("left") == 3);
    }

    @Test
    void aClientThatDoesNotReadIsLetGo() throws Exception {
        serve(LIVELY);
        TimelineEntry large = Samples.entry(ServedViews.KEY, MarkerKind.CLICK, "c0", 20);
        large.setLabel("x".repeat(1 << 20));
        for (int i = 0; i < 16; i++) {
            large.setId("c" + i);
            served.views().put(large);
        }
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), served.server().port()));
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .formatted(LIVE)
                            .getBytes(StandardCharsets.US_ASCII));
            eventually(() -> ended("slow") == 1);
        }
        eventually(() -> streams() == 0 && served.views().changes().followed() == 0);
        assertThat(served.metrics().counter("playhead.query.live.sent").count())
                .as("no more than a batch and what the connection holds")
                .isLessThan(16 << 20);
    }

    @Test
    void aServiceThatStopsEndsItsStreams() throws Exception {
        QueryServer other = served.start(0);
        try (Stream stream = new Stream(new Follower(), open(other, Optional.empty()))) {
            stream.readUntil(() -> stream.told("missing") == 1);
            other.close();
            stream.readToEnd();
        }
        assertThat(ended("shutdown")).isEqualTo(1);
    }

    /** Anew, with other settings. */
    private void serve(LiveSettings settings) {
        served.close();
        served = new ServedViews(directory.resolve("other"), settings);
        served.putSession();
    }

    private void close(int revision) {
        served.views()
                .put(Samples.summary(ServedViews.KEY, Samples.ANCHOR_MS)
                        .setStatus(SessionStatus.CLOSED)
                        .setRevision(revision)
                        .build());
    }

    private double ended(String reason) {
        return served.metrics()
                .counter("playhead.query.live.ended", "reason", reason)
                .count();
    }

    private double streams() {
        return served.metrics().get("playhead.query.live.streams").gauge().value();
    }

    private static void eventually(BooleanSupplier asWanted) {
        while (!asWanted.getAsBoolean()) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos()); // the test's time limit ends it
        }
    }

    /** As the other routes give it. */
    private void assertIsAsElsewhere(Follower follower) throws Exception {
        JsonNode timeline = json(ServedViews.SESSION + "/timeline");
        assertThat(follower.items("marker")).containsExactlyInAnyOrderElementsOf(timeline.path("markers"));
        assertThat(follower.items("inactivity")).containsExactlyInAnyOrderElementsOf(timeline.path("inactivity"));
        assertThat(follower.items("missing")).containsExactlyInAnyOrderElementsOf(timeline.path("missing"));
        assertThat(follower.items("segment"))
                .containsExactlyInAnyOrderElementsOf(StreamSupport.stream(
                                json(ServedViews.SESSION + "/segments")
                                        .path("items")
                                        .spliterator(),
                                false)
                        .filter(item -> !item.path("state").asText().equals("missing"))
                        .toList());
    }

    private JsonNode json(String path) throws Exception {
        return JSON.readTree(client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s"
                                        .formatted(served.server().port(), path)))
                                .build(),
                        BodyHandlers.ofString())
                .body());
    }

    private Stream follow(Optional<String> lastEventId) throws Exception {
        return new Stream(new Follower(), open(served.server(), lastEventId));
    }

    private HttpResponse<InputStream> open(QueryServer server, Optional<String> lastEventId) throws Exception {
        return open(server, "s1", lastEventId);
    }

    private HttpResponse<InputStream> open(QueryServer server, String session, Optional<String> lastEventId)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(server, session));
        lastEventId.ifPresent(id -> request.header("Last-Event-ID", id));
        return client.send(request.build(), BodyHandlers.ofInputStream());
    }

    private static URI address(QueryServer server, String session) {
        return URI.create("http://127.0.0.1:%d/api/v1/apps/shop/sessions/%s/live".formatted(server.port(), session));
    }

    /** An open connection, read event by event. */
    private static final class Stream implements AutoCloseable {

        private final Follower follower;
        private final BufferedReader lines;
        private int heartbeats;

        Stream(Follower follower, HttpResponse<InputStream> response) {
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
            this.follower = follower;
            this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        long told(String name) {
            return follower.told().stream().filter(name::equals).count();
        }

        /** Blocks for as long as nothing comes. */
        void readUntil(BooleanSupplier enough) throws IOException {
            do {
                assertThat(readEvent()).as("ended early").isTrue();
            } while (!enough.getAsBoolean());
        }

        void readToEnd() throws IOException {
            boolean more;
            do {
                more = readEvent();
            } while (more);
        }

        private boolean readEvent() throws IOException {
            StringBuilder event = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    follower.read(event + "\n\n");
                    return true;
                }
                heartbeats += line.startsWith(":") ? 1 : 0;
                event.append(line).append('\n');
            }
            return false;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
