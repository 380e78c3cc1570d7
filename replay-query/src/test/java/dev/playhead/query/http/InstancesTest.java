// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playhead.applications.Applications;
import dev.playhead.erasures.ErasureId;
import dev.playhead.erasures.ErasureLog;
import dev.playhead.query.DrivenViews;
import dev.playhead.query.Samples;
import dev.playhead.query.share.SharedSessions;
import dev.playhead.query.store.PartitionedStores;
import dev.playhead.query.store.Placement;
import dev.playhead.query.store.Placement.Holders;
import dev.playhead.query.store.Placement.Instance;
import dev.playhead.query.store.SegmentBodies;
import dev.playhead.query.store.StoredSegment;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.Erasure;
import dev.playhead.schemas.v1.MarkerKind;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.Span;
import dev.playhead.schemas.v1.TimelineEntry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several real servers over the real stores, each of which has some of the partitions. */
@Timeout(60)
class InstancesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final int PARTITIONS = 5;
    private static final int INSTANCES = 3;
    private static final InstantSource NOW = InstantSource.fixed(Instant.ofEpochMilli(Samples.ANCHOR_MS));
    private static final String SESSIONS = "/api/v1/apps/shop/sessions";

    @TempDir
    private Path directory;

    private final Map<String, byte[]> log = new HashMap<>();
    private final List<QueryServer> servers = new ArrayList<>();
    private final List<PrometheusMeterRegistry> metrics = new ArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    /** What each instance has in truth. */
    private final Map<Integer, Set<Integer>> owned = new ConcurrentHashMap<>();

    private final Map<Integer, Set<Integer>> copied = new ConcurrentHashMap<>();
    /** What all of them believe. */
    private final Map<Integer, Holders> believed = new ConcurrentHashMap<>();

    private final Erasing erasures = new Erasing();
    private final MappedLinks links = new MappedLinks(NOW);
    private DrivenViews views;

    @BeforeEach
    void start() {
        views = new DrivenViews(directory, PARTITIONS);
        for (int i = 0; i < INSTANCES; i++) {
            metrics.add(DrivenServer.metrics());
            servers.add(DrivenServer.listen(0, DrivenServer.instances(Duration.ofMillis(400)), metrics.get(i)));
            owned.put(i, Set.of());
            copied.put(i, Set.of());
            DrivenServer.answer(
                    servers.get(i),
                    DrivenServer.local(
                            new Having(i, false),
                            new LoggedBodies(),
                            views.changes(),
                            () -> Applications.NONE,
                            erasures,
                            links,
                            NOW,
                            metrics.get(i)),
                    DrivenServer.local(
                            new Having(i, true),
                            new LoggedBodies(),
                            views.changes(),
                            () -> Applications.NONE,
                            erasures,
                            links,
                            NOW,
                            metrics.get(i)),
                    (Placement) partition -> believed.getOrDefault(partition, new Holders(Optional.empty(), List.of())),
                    () -> Applications.NONE,
                    new SharedSessions(links, DrivenServer.TOKENS, NOW),
                    () -> true);
        }
        place(Map.of(0, Set.of(0, 3), 1, Set.of(1, 4), 2, Set.of(2)), Map.of());
        IntStream.range(0, 12).forEach(this::putSession);
    }

    @AfterEach
    void stop() {
        servers.forEach(QueryServer::close);
        client.close();
        views.close();
    }

    @Test
    void everyInstanceGivesTheSameAnswers() throws Exception {
        views.erase(new SessionKey("shop", "s3"));
        List<String> paths = new ArrayList<>(List.of(
                "/api/v1/apps",
                SESSIONS,
                SESSIONS + "?browser=!B1&limit=3",
                SESSIONS + "?colour=red",
                "/api/v1/apps/shop/errors?limit=7",
                "/api/v1/apps/shop/errors?browser=B1",
                "/api/v1/apps/shop/views?limit=500",
                "/api/v1/apps/shop/facets",
                "/api/v1/apps/shop/facets?kind=errors",
                "/api/v1/apps/none/sessions",
                SESSIONS + "/none",
                SESSIONS + "/no%20id",
                SESSIONS + "/s1/timeline?inactivityMs=1"));
        for (int i = 0; i < 12; i++) {
            String session = SESSIONS + "/s" + i;
            Stream.of(
                            "",
                            "/timeline",
                            "/segments",
                            "/events",
                            "/errors",
                            "/errors/e1",
                            "/segments/v1:0",
                            "/segments/v1:0/raw",
                            "/segments/v1%3A2",
                            "/segments/none")
                    .map(session::concat)
                    .forEach(paths::add);
        }
        for (String path : paths) {
            String first = answer(0, path);
            for (int i = 1; i < INSTANCES; i++) {
                assertThat(answer(i, path)).as("%s from %d", path, i).isEqualTo(first);
            }
        }
        assertThat(answer(1, SESSIONS)).contains("\"complete\":true").contains("\"s11\"");
        assertThat(answer(1, SESSIONS + "/s3")).startsWith("410");
        assertThat(answer(1, SESSIONS + "/s4/events"))
                .startsWith("200 application/x-ndjson")
                .contains("\"view\":\"v1\"");
    }

    @Test
    void pagesTurnedAtAnyInstanceGiveEveryRowOnceAndInOrder() throws Exception {
        List<String> turned = new ArrayList<>();
        String cursor = "";
        int turns = 0;
        do {
            JsonNode page = json(turns++ % INSTANCES, "/api/v1/apps/shop/errors?limit=5" + cursor);
            page.path("items")
                    .forEach(item -> turned.add(
                            item.path("session").asText() + item.path("id").asText()));
            cursor = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asText();
        } while (!cursor.isEmpty());
        List<String> expected = IntStream.rangeClosed(0, 11)
                .map(i -> 11 - i)
                .boxed()
                .flatMap(i -> Stream.of("s" + i + "e2", "s" + i + "e1"))
                .toList();
        assertThat(turned).containsExactlyElementsOf(expected);
    }

    @Test
    void aRevalidatedSegmentIsNotSentAgain() throws Exception {
        for (int i = 0; i < INSTANCES; i++) {
            HttpResponse<String> whole = get(i, SESSIONS + "/s1/segments/v1:0");
            String tag = whole.headers().firstValue("ETag").orElseThrow();
            HttpResponse<String> again = get((i + 1) % INSTANCES, SESSIONS + "/s1/segments/v1:0", "If-None-Match", tag);
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.headers().firstValue("Cache-Control")).contains("private, no-cache");
        }
    }

    @Test
    void whileAnOwnerIsAwayItsCopiesAnswerAndSaySo() throws Exception {
        String whole = get(0, SESSIONS).body();
        place(
                Map.of(0, Set.of(0, 3), 1, Set.of(1, 4), 2, Set.of(2)),
                Map.of(0, Set.of(1), 1, Set.of(2, 0), 2, Set.of(4, 3)));
        servers.get(2).close();
        String session = sessionIn(2);
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer = get(i, SESSIONS + "/" + session);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue(Hop.STALE)).contains("true");
            assertThat(get(i, SESSIONS + "/" + sessionIn(0)).headers().firstValue(Hop.STALE))
                    .isEmpty();
            JsonNode list = json(i, SESSIONS);
            assertThat(list.path("items")).isEqualTo(JSON.readTree(whole).path("items"));
            assertThat(list.path("complete").asBoolean()).isTrue();
            assertThat(list.path("partitions")).hasToString("{\"total\":5,\"answered\":5,\"stale\":1,\"missing\":[]}");
        }
    }

    @Test
    void whatNobodyHasIsNamedAndNotUnknown() throws Exception {
        owned.put(2, Set.of());
        for (int i = 0; i < INSTANCES; i++) {
            HttpResponse<String> answer = get(i, SESSIONS + "/" + sessionIn(2));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("2");
            assertThat(answer.body()).contains("\"status\":\"restoring\"");
            JsonNode list = json(i, SESSIONS);
            assertThat(list.path("complete").asBoolean()).isFalse();
            assertThat(list.path("partitions").path("missing")).hasToString("[2]");
        }
        IntStream.range(0, INSTANCES).forEach(i -> owned.put(i, Set.of()));
        assertThat(get(0, SESSIONS).statusCode()).isEqualTo(503);
    }

    @Test
    void aRequestWaitsForAPartitionThatIsJustMoving() throws Exception {
        owned.put(2, Set.of());
        var answer = client.sendAsync(request(0, SESSIONS + "/" + sessionIn(2)), HttpResponse.BodyHandlers.ofString());
        var list = client.sendAsync(request(1, SESSIONS), HttpResponse.BodyHandlers.ofString());
        while (asked(2) < 2) {
            Thread.onSpinWait(); // until it was asked in vain
        }
        place(Map.of(0, Set.of(0, 3), 1, Set.of(1, 4, 2), 2, Set.of()), Map.of());
        assertThat(answer.join().statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(list.join().body()).path("complete").asBoolean())
                .isTrue();
    }

    /** How many requests an instance has answered. */
    private long asked(int instance) {
        return metrics.get(instance).find("playhead.query.requests.answered").timers().stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    @Test
    void whatWasPassedOnIsNotPassedOnAgain() throws Exception {
        String path = SESSIONS + "/" + sessionIn(2);
        HttpResponse<String> wrong = get(0, path, "Playhead-Generation", "1");
        assertThat(wrong.statusCode()).isEqualTo(503);
        assertThat(wrong.headers().firstValue(Hop.ELSEWHERE)).contains("true");
        assertThat(get(2, path, "Playhead-Generation", "1").statusCode()).isEqualTo(200);
        assertThat(get(2, path, "Playhead-Generation", "2").headers().firstValue(Hop.ELSEWHERE))
                .as("a generation that does not run there")
                .contains("true");
        assertThat(get(2, SESSIONS, "Playhead-Generation", "2").headers().firstValue(Hop.ELSEWHERE))
                .contains("true");
        assertThat(get(2, path, "Playhead-Generation", "first").statusCode()).isEqualTo(400);
        assertThat(get(2, SESSIONS, "Playhead-Generation", "1", "Playhead-Partitions", "a")
                        .statusCode())
                .isEqualTo(400);
        assertThat(JSON.readTree(get(0, SESSIONS, "Playhead-Generation", "1", "Playhead-Partitions", "2,3")
                                .body())
                        .path("answered"))
                .as("only what is there")
                .hasToString("[3]");
    }

    @Test
    void anInstanceThatIsSilentOrTalksNonsenseIsPassedOver() throws Exception {
        for (String nonsense : List.of(
                "", "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")) {
            try (FakeInstance fake = new FakeInstance(nonsense)) {
                believed.put(
                        2,
                        new Holders(
                                Optional.of(fake.instance()),
                                List.of(servers.get(1).self())));
                copied.put(1, Set.of(2));
                JsonNode list = json(0, SESSIONS);
                assertThat(list.path("partitions"))
                        .as(nonsense)
                        .hasToString("{\"total\":5,\"answered\":5,\"stale\":1,\"missing\":[]}");
                if (nonsense.isEmpty()) {
                    assertThat(get(0, SESSIONS + "/" + sessionIn(2)).headers().firstValue(Hop.STALE))
                            .contains("true");
                }
            }
        }
    }

    @Test
    void anAnswerThatBreaksOffIsNotAWholeOne() throws Exception {
        String half =
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: application/x-ndjson\r\n\r\n3\r\n{}\n\r\n";
        try (FakeInstance fake = new FakeInstance(half)) {
            believed.put(2, new Holders(Optional.of(fake.instance()), List.of()));
            assertThatThrownBy(() -> get(0, SESSIONS + "/" + sessionIn(2) + "/events"))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aSessionIsFollowedAndExportedThroughAnyInstance() throws Exception {
        String session = SESSIONS + "/" + sessionIn(2);
        HttpResponse<String> export = get(0, session + "/export");
        assertThat(export.statusCode()).isEqualTo(200);
        assertThat(export.body()).isEqualTo(get(2, session + "/export").body());
        assertThat(export.headers().firstValue("Content-Disposition")).isPresent();

        SessionKey key = new SessionKey("shop", sessionIn(2));
        HttpResponse<InputStream> live =
                client.send(request(0, session + "/live"), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(live.headers().firstValue("Content-Type")).contains("text/event-stream");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(live.body(), StandardCharsets.UTF_8))) {
            awaitLine(lines, "\"id\":\"e2\"");
            TimelineEntry later = Samples.entry(key, MarkerKind.ERROR, "e3", 21);
            later.setAnchorMs(Samples.ANCHOR_MS + Integer.parseInt(key.session().substring(1)));
            views.put(later);
            awaitLine(lines, "\"id\":\"e3\"");
            assertThat(views.changes().followed()).isEqualTo(1);
        }
        while (views.changes().followed() > 0) {
            Thread.onSpinWait(); // until the owner has heard that the client is gone
        }
    }

    private static void awaitLine(BufferedReader lines, String part) throws IOException {
        String line = lines.readLine();
        while (!Objects.requireNonNull(line, "the stream has ended").contains(part)) {
            line = lines.readLine();
        }
    }

    @Test
    void aSessionIsErasedThroughAnyInstance() throws Exception {
        for (int i = 0; i < INSTANCES; i++) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                String session = SESSIONS + "/" + sessionIn(partition);
                assertThat(delete(i, session).statusCode())
                        .as("%s at %d", session, i)
                        .isEqualTo(202);
            }
        }
        assertThat(erasures.decided).hasSize(INSTANCES * PARTITIONS);
        for (int i = 0; i < INSTANCES; i++) {
            assertThat(get(i, SESSIONS + "/" + sessionIn(4)).statusCode()).isEqualTo(410);
            assertThat(json(i, "/api/v1/erasures/0-" + TOKEN).path("sessions").asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void allSessionsOfAUserAreErasedWhereverTheyAre() throws Exception {
        HttpResponse<String> answer = delete(1, "/api/v1/apps/shop/users/u1");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(erasures.decided).extracting(SessionKey::session).containsExactlyInAnyOrder("s1", "s5", "s9");
        for (int i = 0; i < INSTANCES; i++) {
            assertThat(json(i, SESSIONS).path("items").findValuesAsText("session"))
                    .hasSize(9)
                    .doesNotContain("s1", "s5", "s9");
        }
        assertThat(delete(2, "/api/v1/apps/shop/users/u1").statusCode()).isEqualTo(404);
    }

    @Test
    void copiesDoNotErase() throws Exception {
        place(
                Map.of(0, Set.of(0, 3), 1, Set.of(1, 4), 2, Set.of(2)),
                Map.of(0, Set.of(1, 2), 1, Set.of(0, 3), 2, Set.of(4)));
        owned.put(2, Set.of());
        String session = SESSIONS + "/" + sessionIn(2);
        assertThat(get(1, session).headers().firstValue(Hop.STALE)).contains("true");
        assertThat(delete(1, session).statusCode()).isEqualTo(503);
        assertThat(delete(1, "/api/v1/apps/shop/users/u1").statusCode()).isEqualTo(503);
        assertThat(erasures.decided).isEmpty();
    }

    @Test
    void whatACopyStillShowsIsNotAcceptedAsErased() throws Exception {
        try (FakeInstance behind = new FakeInstance("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")) {
            believed.put(2, new Holders(Optional.of(servers.get(2).self()), List.of(behind.instance())));
            String session = SESSIONS + "/" + sessionIn(2);
            HttpResponse<String> answer = delete(0, session);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("ask again");
            believed.put(2, new Holders(Optional.of(servers.get(2).self()), List.of()));
            assertThat(delete(0, session).statusCode()).isEqualTo(202);
        }
    }

    @Test
    void aClientThatGoesAwayLeavesTheWayFree() throws Exception {
        String session = sessionIn(2);
        byte[] large = Samples.rrwebBatch(
                true, IntStream.range(1, 40_000).asLongStream().toArray());
        log.put(session + "/v1:0", large);
        for (int i = 0; i < 8; i++) { // more than there may be connections
            try (Socket gone =
                    new Socket(InetAddress.getLoopbackAddress(), servers.get(0).port())) {
                gone.getOutputStream()
                        .write("GET %s/%s/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                                .formatted(SESSIONS, session)
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(gone.getInputStream().read()).isEqualTo('H');
            }
        }
        assertThat(get(0, SESSIONS + "/" + session).statusCode()).isEqualTo(200);
    }

    /** Says one thing to whoever asks anything, and hangs up unless it is nothing. */
    private static final class FakeInstance implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final String says;
        private final List<Socket> heard = new ArrayList<>();

        FakeInstance(String says) throws IOException {
            this.says = says;
            Thread.ofVirtual().start(this::serve);
        }

        Instance instance() {
            return new Instance("127.0.0.1", socket.getLocalPort());
        }

        private void serve() {
            try {
                while (true) {
                    Socket one = socket.accept();
                    heard.add(one);
                    InputStream in = one.getInputStream();
                    assertThat(in.read()).isEqualTo('G');
                    if (!says.isEmpty()) {
                        one.getOutputStream().write(says.getBytes(StandardCharsets.US_ASCII));
                        one.getOutputStream().flush();
                        one.shutdownOutput();
                    }
                }
            } catch (IOException e) {
                // closed
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
            for (Socket one : heard) {
                one.close();
            }
        }
    }

    /** Decides what all instances hear of at once. */
    private final class Erasing implements ErasureLog {

        private final List<Erasure> recorded = new ArrayList<>();
        private final List<SessionKey> decided = new ArrayList<>();

        @Override
        public void decide(Collection<SessionKey> sessions) {
            decided.addAll(sessions);
            sessions.forEach(views::erase);
        }

        @Override
        public ErasureId record(String app, int sessions, long requestedMs, long erasedMs) {
            recorded.add(new Erasure(app, sessions, requestedMs, erasedMs, erasedMs));
            return new ErasureId(recorded.size() - 1L, TOKEN);
        }

        @Override
        public Optional<Erasure> find(ErasureId id) {
            return Optional.of(recorded.get((int) id.offset()));
        }
    }

    /** Gives the partitions to the instances, and tells all of them. */
    private void place(Map<Integer, Set<Integer>> owners, Map<Integer, Set<Integer>> copies) {
        owned.putAll(owners);
        copied.putAll(copies);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            believed.put(
                    partition,
                    new Holders(
                            having(owners, partition).findFirst(),
                            having(copies, partition).toList()));
        }
    }

    @Test
    void aLinkIsMadeOverAHopAndHoldsEverywhere() throws Exception {
        String session = sessionIn(2);
        HttpRequest wish = HttpRequest.newBuilder(
                        request(0, SESSIONS + "/" + session + "/shares"), (name, value) -> true)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"expiresInMs\":60000}"))
                .build();

        HttpResponse<String> made = client.send(wish, HttpResponse.BodyHandlers.ofString());

        assertThat(made.statusCode()).isEqualTo(201);
        String url = JSON.readTree(made.body()).path("url").asText();
        String asked = "http://127.0.0.1:%d/share/".formatted(servers.get(0).port());
        assertThat(url).startsWith(asked);
        String shared = "/api/v1/shared/" + url.substring(asked.length());
        for (int i = 0; i < INSTANCES; i++) {
            assertThat(get(i, shared + "/session").body())
                    .isEqualTo(get(0, SESSIONS + "/" + session).body());
            assertThat(json(i, shared).path("url").asText())
                    .startsWith("http://127.0.0.1:%d/share/"
                            .formatted(servers.get(i).port()));
        }
    }

    private Stream<Instance> having(Map<Integer, Set<Integer>> who, int partition) {
        return who.entrySet().stream()
                .filter(instance -> instance.getValue().contains(partition))
                .map(instance -> servers.get(instance.getKey()).self());
    }

    private String sessionIn(int partition) {
        return IntStream.range(0, 12)
                .mapToObj(i -> "s" + i)
                .filter(session -> views.partitionOf(new SessionKey("shop", session)) == partition)
                .findFirst()
                .orElseThrow();
    }

    private void putSession(int i) {
        SessionKey key = new SessionKey("shop", "s" + i);
        views.put(Samples.summary(key, Samples.ANCHOR_MS + i)
                .setStartMs(10)
                .setEndMs(200_000)
                .setSegments(2)
                .setErrors(2)
                .setBrowser("B" + i % 2)
                .setUserId("u" + i % 4)
                .setIslands(List.of(new Span(10L, 130L)))
                .setViews(List.of(Samples.view("v1", 10, 200_000)))
                .setMissing(List.of(Samples.hole("v1", 1, 1, 15L, 120L)))
                .build());
        views.put(ref(key, i, 0, true, 10, 12));
        views.put(ref(key, i, 2, false, 120, 130));
        for (String id : List.of("e1", "e2")) {
            var error = Samples.entry(key, MarkerKind.ERROR, id, 20);
            error.setAnchorMs(Samples.ANCHOR_MS + i);
            error.setReceivedAtMs(Samples.ANCHOR_MS + i * 10L + (id.equals("e1") ? 1 : 2));
            error.setAttributes("{\"n\":1e5,\"m\":0.1,\"big\":12345678901234567890}");
            views.put(error);
        }
    }

    private SegmentRef ref(SessionKey key, int anchor, int index, boolean fullSnapshot, long... timesMs) {
        byte[] body = Samples.rrwebBatch(fullSnapshot, timesMs);
        log.put(key.session() + "/v1:" + index, body);
        return Samples.ref(key, "v1", index, timesMs[0], timesMs[timesMs.length - 1])
                .setAnchorMs(Samples.ANCHOR_MS + anchor)
                .setFullSnapshotsMs(fullSnapshot ? List.of(timesMs[0]) : List.of())
                .setBytes(body.length)
                .setCrc32c(Samples.crc32c(body))
                .build();
    }

    private String answer(int instance, String path) throws Exception {
        HttpResponse<String> answer = get(instance, path);
        Map<String, List<String>> headers = new LinkedHashMap<>(answer.headers().map());
        return "%d %s %s %s"
                .formatted(
                        answer.statusCode(),
                        headers.getOrDefault("content-type", List.of("none")).getFirst(),
                        Stream.of("cache-control", "content-disposition", "content-security-policy", "etag", Hop.STALE)
                                .map(name -> name + "=" + headers.get(name))
                                .toList(),
                        answer.body());
    }

    private JsonNode json(int instance, String path) throws Exception {
        HttpResponse<String> answer = get(instance, path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> get(int instance, String path, String... headers)
            throws IOException, InterruptedException {
        return client.send(request(instance, path, headers), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> delete(int instance, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(request(instance, path), (name, value) -> true)
                .DELETE()
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(int instance, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                "http://127.0.0.1:%d%s".formatted(servers.get(instance).port(), path)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    /** What one instance has of the views. */
    private final class Having implements PartitionedStores {

        private final int instance;
        private final boolean copiesToo;

        Having(int instance, boolean copiesToo) {
            this.instance = instance;
            this.copiesToo = copiesToo;
        }

        @Override
        public int partitions() {
            return PARTITIONS;
        }

        @Override
        public Optional<ReadOnlyWindowStore<Bytes, byte[]>> open(String store, int partition) {
            boolean here = Objects.requireNonNull(owned.get(instance)).contains(partition)
                    || (copiesToo
                            && Objects.requireNonNull(copied.get(instance)).contains(partition));
            return here ? views.open(store, partition) : Optional.empty();
        }

        @Override
        public double progress() {
            return 0.25;
        }
    }

    private final class LoggedBodies implements SegmentBodies {

        @Override
        public Map<StoredSegment, Fetched> fetch(Collection<StoredSegment> segments) {
            Map<StoredSegment, Fetched> fetched = new LinkedHashMap<>();
            segments.forEach(segment -> fetched.put(
                    segment,
                    new Fetched.Present(Objects.requireNonNull(log.get(
                            segment.ref().getSession() + "/" + segment.ref().getId())))));
            return fetched;
        }

        @Override
        public Collection<StoredSegment> gone(Collection<StoredSegment> segments) {
            return List.of();
        }
    }
}
