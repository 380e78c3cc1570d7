// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is posted at the gateway comes out of a session's live stream, soon and over a restart. */
@Tag("cluster")
@Timeout(180)
class LiveTest {

    private static final int UPLOADS = 40;
    private static final Duration BETWEEN = Duration.ofMillis(130); // so that they fall anywhere between two commits
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final String SESSION = "/api/v1/apps/shop/sessions/live-1";

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void anUploadIsToldSoonAndNoneIsMissedOverARestart(@TempDir Path data) throws Exception {
        Optional<String> lastEventId;
        try (Installation installation = Installation.start(TruthTest.environment(data));
                QueryClient client = new QueryClient(installation.query())) {
            post(installation, 0);
            client.path("live-1");
            try (Stream<String> lines = follow(installation, Optional.empty())) {
                Events events = new Events(lines);
                events.readUntil(1);
                long[] behindMs = new long[UPLOADS];
                for (int index = 1; index <= UPLOADS; index++) {
                    long postedNs = System.nanoTime();
                    post(installation, index);
                    events.readUntil(index + 1);
                    behindMs[index - 1] =
                            Duration.ofNanos(System.nanoTime() - postedNs).toMillis();
                    LockSupport.parkNanos(BETWEEN.toNanos());
                }
                assertThat(IntStream.range(0, UPLOADS).mapToObj(upload -> behindMs[upload]))
                        .as("from the post to the event, in ms")
                        .filteredOn(behind -> behind <= SOON.toMillis())
                        .as("%s", (Object) behindMs)
                        .hasSizeGreaterThanOrEqualTo(UPLOADS - 1);
                lastEventId = events.lastEventId;
            }
            post(installation, UPLOADS + 1);
        }
        try (Installation restarted = Installation.start(TruthTest.environment(data))) {
            post(restarted, UPLOADS + 2);
            try (Stream<String> lines = follow(restarted, lastEventId)) {
                Events events = new Events(lines);
                events.readUntil(UPLOADS + 1, UPLOADS + 2);
                assertThat(events.segments).as("not all again").hasSizeLessThan(UPLOADS / 2);
            }
        }
    }

    private void post(Installation installation, int index) throws IOException, InterruptedException {
        long atMs = 1_795_450_000_000L + index * 1_000L;
        String events = index == 0
                ? """
                {"type":4,"timestamp":%1$d,"data":{"href":"https://shop.example/","width":800,"height":600}},
                {"type":2,"timestamp":%1$d,"data":{"node":{"type":0,"id":1,"childNodes":[
                {"type":2,"id":2,"tagName":"html","attributes":{},"childNodes":[]}]},"initialOffset":{"left":0,"top":0}}}""".formatted(atMs)
                : "{\"type\":3,\"timestamp\":%d,\"data\":{\"source\":3,\"id\":1,\"x\":0,\"y\":1}}".formatted(atMs);
        HttpRequest request = HttpRequest.newBuilder(URI.create(installation.gateway() + "/rrweb/v1/batch"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"appId\":\"shop\",\"sessionId\":\"live-1\",\"pageId\":\"home\",\"seq\":%d,\"events\":[%s]}"
                                .formatted(index, events)))
                .build();
        assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(202);
    }

    private Stream<String> follow(Installation installation, Optional<String> lastEventId) {
        return QueryClient.eventually(() -> open(installation, lastEventId), response -> response.statusCode() == 200)
                .body();
    }

    private HttpResponse<Stream<String>> open(Installation installation, Optional<String> lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(installation.query() + SESSION + "/live"));
        lastEventId.ifPresent(id -> request.header("Last-Event-ID", id));
        try {
            return http.send(request.build(), BodyHandlers.ofLines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Reads a stream as far as it has to. */
    private static final class Events {

        private final Iterator<String> lines;
        private final TreeSet<Integer> segments = new TreeSet<>();
        private Optional<String> lastEventId = Optional.empty();

        Events(Stream<String> lines) {
            this.lines = lines.iterator();
        }

        /** Until so many segments are known in all. */
        void readUntil(int count) {
            while (segments.size() < count || lastEventId.isEmpty()) {
                read();
            }
        }

        /** Until these are known. */
        void readUntil(int index, int another) {
            while (!segments.contains(index) || !segments.contains(another)) {
                read();
            }
        }

        private void read() {
            String line = lines.next();
            if (line.startsWith("id: ")) {
                lastEventId = Optional.of(line.substring("id: ".length()));
            }
            if (line.startsWith("data: ") && line.contains("\"state\":\"stored\"")) {
                segments.add(Integer.valueOf(line.replaceAll(".*\"index\":(\\d+).*", "$1")));
            }
        }
    }
}
