// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playhead.applications.Applications;
import dev.playhead.applications.ApplicationsYaml;
import dev.playhead.erasures.ErasureId;
import dev.playhead.erasures.ErasureLog;
import dev.playhead.query.DrivenViews;
import dev.playhead.query.Samples;
import dev.playhead.query.api.AnsweringViews;
import dev.playhead.query.api.ListFilter;
import dev.playhead.query.share.SharedSessions;
import dev.playhead.query.store.Placement.Holders;
import dev.playhead.query.store.SegmentBodies;
import dev.playhead.query.store.StoredSegment;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.Cut;
import dev.playhead.schemas.v1.Erasure;
import dev.playhead.schemas.v1.MarkerKind;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.SessionStatus;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.Share;
import dev.playhead.schemas.v1.SourceFormat;
import dev.playhead.schemas.v1.Span;
import dev.playhead.schemas.v1.TimelineEntry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API over the real server and the real stores; only the log with the bytes is a map. */
@Timeout(60)
class QueryServerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SessionKey KEY = new SessionKey("shop", "s1");
    private static final String SESSION = "/api/v1/apps/shop/sessions/s1";
    private static final String TOKEN = "0123456789abcdef".repeat(2);
    private static final long BYTES_KEPT_MS = 1_000;

    @TempDir
    private Path directory;

    private final Map<String, byte[]> log = new HashMap<>();
    private final Set<String> goneFromLog = new HashSet<>();
    /** Bodies whose fetch waits. */
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ToldErasures erasures = new ToldErasures();
    private final MappedLinks links = new MappedLinks(this::now);
    private boolean ready = true;
    private volatile long nowMs = Samples.ANCHOR_MS + 60_000;
    private volatile Applications applications = Applications.NONE;
    private DrivenViews views;
    private QueryServer server;

    @BeforeEach
    void start() {
        views = new DrivenViews(directory, 3);
        server = server(0);
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
        views.close();
    }

    @Test
    void aSessionHasEveryFieldOfTheContract() throws Exception {
        putSession();
        assertThat(names(json(SESSION)))
                .containsExactlyInAnyOrder(
                        ("app session status revision limits approximate startMs endMs receivedMs durationMs activeMs "
                                        + "inactiveMs inactivityGaps views actions errors resources longTasks "
                                        + "frustrations segments bytes completeness hasReplay user browser os device "
                                        + "country env service version firstUrl lastUrl sdk skewMs attributes expiresMs")
                                .split(" "));
        assertThat(names(json(SESSION).path("user"))).containsExactlyInAnyOrder("id", "name", "email");
        assertThat(names(json(SESSION).path("sdk"))).containsExactlyInAnyOrder("name", "version");
        assertThat(json(SESSION).get("country").isNull()).isTrue();
        assertThat(json(SESSION).path("views").asInt()).isEqualTo(1);
        assertThat(json(SESSION).path("expiresMs").asLong())
                .isEqualTo(Samples.ANCHOR_MS + DrivenViews.RETENTION.toMillis());
    }

    @Test
    void aTimelineHasEveryFieldOfTheContract() throws Exception {
        putSession();
        views.put(Samples.entry(KEY, MarkerKind.ERROR, "e1", 20));
        JsonNode timeline = json(SESSION + "/timeline");
        assertThat(names(timeline))
                .containsExactlyInAnyOrder(
                        ("app session status revision startMs endMs activeMs inactiveMs views markers inactivity "
                                        + "missing damaged")
                                .split(" "));
        assertThat(names(timeline.path("views").get(0)))
                .containsExactlyInAnyOrder("id", "tab", "url", "name", "startMs", "endMs");
        assertThat(names(timeline.path("markers").get(0)))
                .containsExactlyInAnyOrder("id", "kind", "atMs", "durationMs", "view", "label", "attributes");
        assertThat(names(timeline.path("missing").get(0)))
                .containsExactlyInAnyOrder("view", "fromIndex", "toIndex", "startMs", "endMs", "reason");
        assertThat(names(timeline.path("damaged").get(0)))
                .containsExactlyInAnyOrder("view", "startMs", "endMs", "reason", "playable");
        assertThat(names(timeline.path("inactivity").get(0))).containsExactlyInAnyOrder("startMs", "endMs");
        assertThat(json(SESSION + "/timeline?inactivityMs=300000").path("inactivity"))
                .isEmpty();
    }

    @Test
    void aListHasEveryFieldOfTheContract() throws Exception {
        putSession();
        JsonNode list = json("/api/v1/apps/shop/sessions");
        assertThat(names(list)).containsExactlyInAnyOrder("items", "next", "complete", "partitions");
        assertThat(names(list.path("partitions"))).containsExactlyInAnyOrder("total", "answered", "stale", "missing");
        assertThat(list.path("items").get(0)).isEqualTo(json(SESSION));
        assertThat(names(json("/api/v1/apps").path("items").get(0)))
                .containsExactlyInAnyOrder("app", "lastReceivedMs", "sessions");
    }

    @Test
    void anItemHasEveryFieldOfTheContract() throws Exception {
        putSession();
        views.put(error("v1/0/7", "v1"));
        JsonNode list = json("/api/v1/apps/shop/errors");
        assertThat(names(list)).containsExactlyInAnyOrder("items", "next", "complete", "partitions");
        JsonNode item = list.path("items").get(0);
        assertThat(item).isEqualTo(JSON.readTree("""
                        {"id": "v1/0/7", "kind": "error", "app": "shop", "session": "s1", "view": "v1", "atMs": 20,
                        "receivedMs": %d, "durationMs": null, "label": "label of v1/0/7", "hasReplay": null,
                        "attributes": {"error.source": "console", "error.handling": null}}""".formatted(Samples.ANCHOR_MS + 7)));
        assertThat(json(SESSION + "/errors").path("items").get(0)).isEqualTo(item);
        assertThat(json(SESSION + "/errors/v1%2F0%2F7")).isEqualTo(item);
        for (String none : List.of(
                SESSION + "/errors/none",
                SESSION + "/actions/v1%2F0%2F7",
                "/api/v1/apps/shop/sessions/none/errors",
                "/api/v1/apps/shop/mistakes",
                SESSION + "/mistakes")) {
            assertThat(get(none).statusCode()).as(none).isEqualTo(404);
        }
    }

    @Test
    void aViewOfWhichOnlyTheRecordingTellsIsAnItemToo() throws Exception {
        putSession();
        JsonNode view = json("/api/v1/apps/shop/views").path("items").get(0);
        assertThat(view).isEqualTo(JSON.readTree("""
                        {"id": "v1", "kind": "view", "app": "shop", "session": "s1", "view": "v1", "atMs": 10,
                        "receivedMs": %d, "durationMs": 199990, "label": "/v1", "hasReplay": false,
                        "attributes": {"href": "https://shop.example/v1?q=1"}}""".formatted(Samples.ANCHOR_MS)));
        assertThat(json(SESSION + "/views/v1")).isEqualTo(view);
    }

    @Test
    void itemsAreFilteredByWhatTheyAreAndByTheirSession() throws Exception {
        putSession();
        views.put(Samples.summary(new SessionKey("shop", "s2"), Samples.ANCHOR_MS)
                .setBrowser("Firefox")
                .setAttributes("{\"plan\":\"gold\",\"error.source\":\"nowhere\"}")
                .build());
        views.put(error("e1", "v1"));
        TimelineEntry other = Samples.entry(new SessionKey("shop", "s2"), MarkerKind.ERROR, "e2", 30);
        other.setDurationMs(50L);
        other.setHasReplay(true);
        other.setLabel("Zu teuer: 5 €");
        views.put(other);
        Map<String, List<String>> expected = Map.ofEntries(
                Map.entry("session=s1", List.of("e1")),
                Map.entry("browser=Firefox", List.of("e2")),
                Map.entry("browser=!Firefox", List.of("e1")),
                Map.entry("view=/v1", List.of("e1")),
                Map.entry("view=!/v1", List.of("e2")),
                Map.entry("attr.error.source=console", List.of("e1")),
                Map.entry("attr.error.source=nowhere", List.of("e2")),
                Map.entry("attr.plan=gold", List.of("e2")),
                Map.entry("attr.plan=!gold", List.of("e1")),
                Map.entry("attr.plan=gold&attr.error.source=console", List.of()),
                Map.entry("minDurationMs=50", List.of("e2")),
                Map.entry("minDurationMs=51", List.of()),
                Map.entry("label=TEUER", List.of("e2")),
                Map.entry("label=!TEUER", List.of("e1")),
                Map.entry("minActiveMs=!1", List.of("e1", "e2")),
                Map.entry("hasReplay=true", List.of("e2")),
                Map.entry("hasReplay=false", List.of("e1")),
                Map.entry("fromMs=" + (Samples.ANCHOR_MS + 7), List.of("e1")),
                Map.entry("toMs=" + (Samples.ANCHOR_MS + 7), List.of("e2")));
        for (Map.Entry<String, List<String>> one : expected.entrySet()) {
            assertThat(json("/api/v1/apps/shop/errors?" + one.getKey())
                            .path("items")
                            .findValuesAsText("id"))
                    .as(one.getKey())
                    .containsExactlyInAnyOrderElementsOf(one.getValue());
        }
        assertThat(json("/api/v1/apps/shop/sessions?view=/v1").path("items").findValuesAsText("session"))
                .containsExactly("s1");
        assertThat(json("/api/v1/apps/shop/sessions?attr.plan=gold")
                        .path("items")
                        .findValuesAsText("session"))
                .containsExactly("s2");
    }

    @Test
    void facetsSayHowOftenAValueStandsInAList() throws Exception {
        putSessions(5);
        JsonNode facets = json("/api/v1/apps/shop/facets");
        assertThat(facets.path("browser"))
                .hasToString("[{\"value\":\"B0\",\"count\":3},{\"value\":\"B1\",\"count\":2}]");
        assertThat(facets.path("counted").asInt()).isEqualTo(5);
        assertThat(facets.path("approximate").asBoolean()).isFalse();
        assertThat(json("/api/v1/apps/shop/facets?fromMs=" + (Samples.ANCHOR_MS + 4))
                        .path("status"))
                .hasToString("[{\"value\":\"OPEN\",\"count\":1}]");
        views.put(Samples.entry(new SessionKey("shop", "s0"), MarkerKind.ERROR, "e1", 30));
        assertThat(json("/api/v1/apps/shop/facets?kind=errors").path("browser"))
                .hasToString("[{\"value\":\"B0\",\"count\":1}]");
        views.moveAway(1);
        assertThat(json("/api/v1/apps/shop/facets").path("complete").asBoolean())
                .isFalse();
    }

    private static TimelineEntry error(String id, String view) {
        TimelineEntry error = Samples.entry(KEY, MarkerKind.ERROR, id, 20);
        error.setView(view);
        error.setReceivedAtMs(Samples.ANCHOR_MS + 7);
        error.setAttributes("{\"error.source\":\"console\",\"error.handling\":null}");
        return error;
    }

    @Test
    void pagesGiveEverySessionOnceNewestFirst() throws Exception {
        putSessions(25);
        List<String> turned = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = json("/api/v1/apps/shop/sessions?limit=4" + next);
            page.path("items").forEach(item -> turned.add(item.path("session").asText()));
            next = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asText();
        } while (!next.isEmpty());
        assertThat(turned)
                .containsExactlyElementsOf(
                        IntStream.range(0, 25).mapToObj(i -> "s" + (24 - i)).toList());
    }

    @Test
    void listsAreAboutReceiveTime() throws Exception {
        putSessions(10);
        String range =
                "/api/v1/apps/shop/sessions?fromMs=%d&toMs=%d".formatted(Samples.ANCHOR_MS + 3, Samples.ANCHOR_MS + 5);
        assertThat(json(range).path("items").findValuesAsText("session")).containsExactly("s4", "s3");
    }

    @Test
    void filtersCanBeNegated() throws Exception {
        putSessions(4);
        String list = "/api/v1/apps/shop/sessions?";
        assertThat(json(list + "browser=B1").path("items").findValuesAsText("session"))
                .containsExactly("s3", "s1");
        assertThat(json(list + "browser=!B1").path("items").findValuesAsText("session"))
                .containsExactly("s2", "s0");
        assertThat(json(list + "hasError=true&session=s3").path("items").findValuesAsText("session"))
                .containsExactly("s3");
    }

    @Test
    void sessionsAreFoundByWhetherTheyAreOver() throws Exception {
        views.put(Samples.summary(new SessionKey("shop", "over"), Samples.ANCHOR_MS)
                .setStatus(SessionStatus.CLOSED)
                .setRevision(2)
                .build());
        views.put(Samples.summary(new SessionKey("shop", "live"), Samples.ANCHOR_MS)
                .build());
        String list = "/api/v1/apps/shop/sessions?status=";
        assertThat(json(list + "CLOSED").path("items").findValuesAsText("session"))
                .containsExactly("over");
        assertThat(json(list + "OPEN").path("items").findValuesAsText("session"))
                .containsExactly("live");
        assertThat(json(list + "!CLOSED").path("items").findValuesAsText("session"))
                .containsExactly("live");
        assertThat(get(list + "ENDED").statusCode()).isEqualTo(400);
        for (String of : List.of("", "/timeline")) {
            JsonNode over = json("/api/v1/apps/shop/sessions/over" + of);
            assertThat(over.path("status").asText()).isEqualTo("CLOSED");
            assertThat(over.path("revision").asInt()).isEqualTo(2);
        }
    }

    @Test
    void aSessionThatWasCutHasNoSegmentsFromThereOnWhicheverAnchorTheyCameWith() throws Exception {
        SessionSummary.Builder cut = Samples.summary(KEY, Samples.ANCHOR_MS)
                .setLimits(List.of("SEGMENTS"))
                .setSegments(2)
                .setEndMs(200_000)
                .setCut(new Cut(120L, "v1:2"));
        putSession();
        views.put(ref(1, false, 120, 125));
        views.put(cut.build());
        assertThat(idsOfSegments()).containsExactly("v1:0", "v1:1");
        assertThat(get(SESSION + "/segments/v1:2/raw").statusCode()).isEqualTo(404);
        assertThat(json(SESSION).path("limits")).hasToString("[\"SEGMENTS\"]");

        long returnedMs = Samples.ANCHOR_MS + 1;
        views.put(Samples.summary(KEY, returnedMs).setEndMs(300_010).build());
        SegmentRef returned = ref(3, true, 300_000, 300_010);
        returned.setAnchorMs(returnedMs);
        views.put(returned);
        assertThat(idsOfSegments()).as("that part is not cut").containsExactly("v1:0", "v1:1", "v1:3");
        assertThat(json(SESSION).path("segments").asInt()).isEqualTo(3);
        assertThat(json("/api/v1/apps/shop/sessions").path("items").get(0)).isEqualTo(json(SESSION));
    }

    private List<String> idsOfSegments() throws Exception {
        return json(SESSION + "/segments").path("items").findValuesAsText("id");
    }

    @Test
    void aSessionThatCameBackIsOneSession() throws Exception {
        putSession();
        long returnedMs = Samples.ANCHOR_MS + 1;
        views.put(Samples.summary(KEY, returnedMs)
                .setStartMs(300_000)
                .setEndMs(300_010)
                .setSegments(1)
                .setIslands(List.of(new Span(300_000L, 300_010L)))
                .setViews(List.of(Samples.view("v2", 300_000, 300_010)))
                .setMissing(List.of(Samples.hole("v2", 0, 2, null, 300_000L)))
                .build());
        SegmentRef returned = ref(3, true, 300_000, 300_010);
        returned.setAnchorMs(returnedMs);
        returned.setView("v2");
        returned.setId("v2:3");
        log.put("v2:3", Objects.requireNonNull(log.get("v1:3")));
        views.put(returned);

        JsonNode session = json(SESSION);
        assertThat(json("/api/v1/apps/shop/sessions").path("items")).hasSize(1);
        assertThat(json("/api/v1/apps/shop/sessions").path("items").get(0)).isEqualTo(session);
        assertThat(session.path("receivedMs").asLong()).isEqualTo(returnedMs);
        assertThat(session.path("startMs").asLong()).isEqualTo(10);
        assertThat(session.path("endMs").asLong()).isEqualTo(300_010);
        assertThat(session.path("segments").asInt()).isEqualTo(3);
        assertThat(session.path("views").asInt()).isEqualTo(2);
        assertThat(session.path("completeness").asDouble()).isEqualTo(0.75);
        JsonNode timeline = json(SESSION + "/timeline");
        assertThat(timeline.path("missing"))
                .as("what came before is not missing, what was is")
                .hasSize(1);
        assertThat(timeline.path("missing").get(0).path("fromIndex").asInt()).isEqualTo(1);
        assertThat(timeline.path("activeMs").asLong()
                        + timeline.path("inactiveMs").asLong())
                .isEqualTo(300_000);
        assertThat(session.path("inactiveMs")).isEqualTo(timeline.path("inactiveMs"));
        assertThat(json(SESSION + "/segments").path("items").findValuesAsText("state"))
                .containsExactly("stored", "missing", "stored", "stored");
    }

    @Test
    void aPartitionThatIsNotHereIsNamed() throws Exception {
        putSessions(9);
        views.moveAway(1);
        JsonNode list = json("/api/v1/apps/shop/sessions");
        assertThat(list.path("complete").asBoolean()).isFalse();
        assertThat(list.path("partitions").path("missing")).hasToString("[1]");
        assertThat(list.path("partitions").path("answered").asInt()).isEqualTo(2);
    }

    @Test
    void aSessionThatIsBeingRestoredIsNotUnknown() throws Exception {
        putSession();
        views.moveAway(views.partitionOf(KEY));
        HttpResponse<String> answer = get(SESSION);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("2");
        assertThat(answer.body()).isEqualTo("{\"status\":\"restoring\",\"progress\":0.25}");
    }

    @Test
    void unknownAndExpiredAreNotTheSame() throws Exception {
        views.put(Samples.summary(
                        new SessionKey("shop", "old"),
                        Samples.ANCHOR_MS - DrivenViews.RETENTION.plusHours(1).toMillis())
                .build());
        assertThat(get("/api/v1/apps/shop/sessions/none").statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/apps/shop/sessions/old").statusCode()).isEqualTo(410);
        assertThat(get("/api/v1/apps/shop/sessions/not%20an%20id").statusCode()).isEqualTo(404);
    }

    @Test
    void anApplicationsOwnRetentionHoldsFromOneMomentToTheNext() throws Exception {
        putSessions(2); // s0 and s1, a millisecond after it; now is 60 s after s0
        applications("{id: shop, retention: PT60S}");
        for (String part : List.of("", "/timeline", "/segments", "/events", "/segments/v1:0", "/segments/v1:0/raw")) {
            assertThat(get("/api/v1/apps/shop/sessions/s0" + part).statusCode())
                    .as(part)
                    .isEqualTo(410);
        }
        assertThat(json(SESSION).path("expiresMs").asLong()).isEqualTo(Samples.ANCHOR_MS + 1 + 60_000);
        JsonNode list = json("/api/v1/apps/shop/sessions");
        assertThat(list.path("items").findValuesAsText("session")).containsExactly("s1");
        assertThat(list.at("/items/0/expiresMs").asLong()).isEqualTo(Samples.ANCHOR_MS + 1 + 60_000);
        assertThat(sessionsByApp()).isEqualTo(Map.of("blog", 1, "shop", 1));

        applications("{id: shop, retention: PT60.001S}");
        assertThat(get("/api/v1/apps/shop/sessions/s0").statusCode()).isEqualTo(200);
        assertThat(json("/api/v1/apps/shop/sessions").path("items")).hasSize(2);
    }

    private Map<String, Integer> sessionsByApp() throws Exception {
        Map<String, Integer> sessions = new HashMap<>();
        json("/api/v1/apps")
                .path("items")
                .forEach(app -> sessions.put(
                        app.path("app").asText(), app.path("sessions").asInt()));
        return sessions;
    }

    private void applications(String yaml) {
        applications =
                ApplicationsYaml.read("applications: [%s]".formatted(yaml).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/apps?x=1",
                "/api/v1/apps/shop/sessions?limit=0",
                "/api/v1/apps/shop/sessions?limit=1&limit=2",
                "/api/v1/apps/shop/sessions?cursor=zzz",
                "/api/v1/apps/shop/sessions?fromMs=yesterday",
                "/api/v1/apps/shop/sessions?hasError=perhaps",
                "/api/v1/apps/shop/sessions?status=GONE",
                "/api/v1/apps/shop/sessions?colour=red",
                "/api/v1/apps/shop/sessions?fromMs=%2B5",
                "/api/v1/apps/shop/sessions?limit=%D9%A5",
                "/api/v1/apps/shop/sessions?attr.=x",
                "/api/v1/apps/shop/sessions?attr.plan=",
                "/api/v1/apps/shop/sessions?view=",
                "/api/v1/apps/shop/sessions?label=x",
                "/api/v1/apps/shop/errors?cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "/api/v1/apps/shop/errors?minDurationMs=long",
                "/api/v1/apps/shop/errors?colour=red",
                "/api/v1/apps/shop/facets?kind=mistakes",
                "/api/v1/apps/shop/facets?browser=B1",
                SESSION + "/errors?limit=10001",
                SESSION + "/errors?fromMs=1",
                SESSION + "/errors/e1?limit=1",
                SESSION + "/timeline?inactivityMs=4999",
                SESSION + "/timeline?inactivityMs=300001",
                SESSION + "/events?toMs=now",
            })
    void aWrongParameterIsRefused(String path) throws Exception {
        putSession();
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(names(JSON.readTree(answer.body()))).contains("type", "title", "status", "detail");
    }

    @Test
    void anErasedSessionIsGoneFromEveryAnswer() throws Exception {
        putSession();
        views.put(Samples.summary(new SessionKey("shop", "other"), Samples.ANCHOR_MS)
                .build());
        assertThat(get(SESSION + "/segments/v1:0/raw").statusCode()).isEqualTo(200);
        views.erase(KEY);
        for (String below : List.of(
                "",
                "/timeline",
                "/segments",
                "/events",
                "/segments/v1:0",
                "/segments/v1:0/raw",
                "/views",
                "/views/v1",
                "/errors")) {
            HttpResponse<String> answer = get(SESSION + below);
            assertThat(answer.statusCode()).as(below).isEqualTo(410);
            assertThat(JSON.readTree(answer.body()).path("detail").asText()).isEqualTo("erased");
        }
        assertThat(json("/api/v1/apps/shop/sessions").path("items").findValuesAsText("session"))
                .containsExactly("other");
        assertThat(json("/api/v1/apps").path("items").get(0).path("sessions").asInt())
                .isEqualTo(1);
    }

    @Test
    void anErasureHoldsForASessionThatNobodyHasSeen() throws Exception {
        views.erase(KEY);
        assertThat(get(SESSION).statusCode()).isEqualTo(410);
        putSession();
        assertThat(get(SESSION).statusCode()).isEqualTo(410);
        assertThat(json("/api/v1/apps/shop/sessions").path("items")).isEmpty();
    }

    @Test
    void aDeletedSessionIsGoneFromEveryAnswerWhenThatIsAccepted() throws Exception {
        putSession();
        assertThat(sessionsByApp()).containsOnlyKeys("shop");
        HttpResponse<String> accepted = delete(SESSION);
        assertThat(accepted.statusCode()).isEqualTo(202);
        for (String below : List.of("", "/timeline", "/segments", "/events", "/segments/v1:0", "/segments/v1:0/raw")) {
            assertThat(get(SESSION + below).statusCode()).as(below).isEqualTo(410);
        }
        assertThat(json("/api/v1/apps/shop/sessions").path("items")).isEmpty();
        assertThat(sessionsByApp()).isEmpty();

        String id = JSON.readTree(accepted.body()).path("erasure").asText();
        String address = "/api/v1/erasures/" + id;
        assertThat(accepted.headers().firstValue("Location")).contains(address);
        assertThat(json(address)).isEqualTo(JSON.readTree("""
                        {"id": "%s", "app": "shop", "state": "erased", "sessions": 1, "requestedMs": %d,
                        "erasedMs": %d, "bytesGoneMs": %d}""".formatted(id, nowMs, nowMs, nowMs + BYTES_KEPT_MS)));
        nowMs = Samples.ANCHOR_MS + 60_000 + BYTES_KEPT_MS;
        assertThat(json(address).path("state").asText()).isEqualTo("gone");
        assertThat(delete(SESSION).statusCode()).as("asking again").isEqualTo(202);
        assertThat(erasures.recorded).hasSize(2);
    }

    @Test
    void allSessionsOfAUserAreDeletedAndNoOthers() throws Exception {
        putSessionsOf("Ann", "a1", "a2", "a3");
        putSessionsOf("ann", "other");
        SessionKey named = new SessionKey("shop", "named");
        views.put(Samples.summary(named, Samples.ANCHOR_MS).setUserName("Ann").build());
        views.put(Samples.summary(new SessionKey("blog", "a1"), Samples.ANCHOR_MS)
                .setUserId("Ann")
                .build());
        assertThat(erasures.decided).isEmpty();
        assertThat(Stream.of("a1", "a2", "a3", "other").map(id -> views.partitionOf(new SessionKey("shop", id))))
                .as("partitions")
                .contains(0, 1);

        HttpResponse<String> accepted = delete("/api/v1/apps/shop/users/Ann");
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(json(accepted.headers().firstValue("Location").orElseThrow())
                        .path("sessions")
                        .asInt())
                .isEqualTo(3);
        assertThat(json("/api/v1/apps/shop/sessions").path("items").findValuesAsText("session"))
                .containsExactlyInAnyOrder("other", "named");
        assertThat(sessionsByApp()).isEqualTo(Map.of("shop", 2, "blog", 1));
        assertThat(delete("/api/v1/apps/shop/users/Ann").statusCode())
                .as("nothing is left")
                .isEqualTo(404);
    }

    @Test
    void aUsersIdIsWhateverASenderChose() throws Exception {
        putSessionsOf("a/b c@d?é", "s1");
        assertThat(delete("/api/v1/apps/shop/users/a%2Fb%20c%40d%3F%C3%A9").statusCode())
                .isEqualTo(202);
        assertThat(get(SESSION).statusCode()).isEqualTo(410);
    }

    @Test
    void sessionsOfAUserThatAreNotOfferedAnyMoreAreDeletedToo() throws Exception {
        putSessionsOf("Ann", "s1");
        applications("{id: shop, retention: PT60S}");
        assertThat(get(SESSION).statusCode()).isEqualTo(410);
        assertThat(delete("/api/v1/apps/shop/users/Ann").statusCode()).isEqualTo(202);
        applications("{id: shop, retention: PT600S}");
        assertThat(JSON.readTree(get(SESSION).body()).path("detail").asText()).isEqualTo("erased");
    }

    @Test
    void aUserIsNotErasedByHalvesWhereAPartitionIsAway() throws Exception {
        putSessionsOf("Ann", "a1", "a2", "a3");
        views.moveAway(views.partitionOf(new SessionKey("shop", "a2")));
        HttpResponse<String> answer = delete("/api/v1/apps/shop/users/Ann");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("2");
        assertThat(answer.body()).contains("nothing was erased");
        assertThat(erasures.decided).isEmpty();
        assertThat(delete("/api/v1/apps/shop/sessions/a2").statusCode()).isEqualTo(503);
        assertThat(erasures.decided).isEmpty();
    }

    @Test
    void moreSessionsThanARequestMayEraseTakeSeveral() throws Exception {
        putSessionsOf("Ann", "a1", "a2", "a3", "a4");
        HttpResponse<String> first = delete("/api/v1/apps/shop/users/Ann");
        assertThat(first.statusCode()).isEqualTo(503);
        assertThat(first.body()).contains("3 sessions were erased and there are more");
        assertThat(delete("/api/v1/apps/shop/users/Ann").statusCode()).isEqualTo(202);
        assertThat(json("/api/v1/apps/shop/sessions").path("items")).isEmpty();
    }

    @Test
    void whatKafkaDoesNotTakeIsNotAccepted() throws Exception {
        putSession();
        erasures.kafkaIsAway = true;
        assertThat(delete(SESSION).statusCode()).isEqualTo(503);
        assertThat(get("/api/v1/erasures/0-" + TOKEN).statusCode()).isEqualTo(503);
        assertThat(get(SESSION).statusCode()).isEqualTo(200);
        assertThat(get("/metrics").body()).contains("playhead_query_erasures_unfinished_total 1.0");
    }

    @Test
    void whatTheViewsHaveNotHeardOfIsNotAcceptedYet() throws Exception {
        putSession();
        erasures.viewsAreBehind = true;
        HttpResponse<String> answer = delete(SESSION);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("ask again");
        assertThat(erasures.recorded).isEmpty();
        views.erase(KEY);
        assertThat(delete(SESSION).statusCode()).isEqualTo(202);
    }

    @Test
    void noMoreErasuresAreCarriedOutAtOnceThanAreAllowed() throws Exception {
        putSession();
        CountDownLatch deciding = new CountDownLatch(1);
        CountDownLatch decided = new CountDownLatch(1);
        erasures.beforeDeciding = () -> {
            deciding.countDown();
            await(decided);
        };
        var first = client.sendAsync(request("DELETE", SESSION), HttpResponse.BodyHandlers.ofString());
        await(deciding);
        HttpResponse<String> second = delete(SESSION);
        decided.countDown();
        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(second.body()).contains("others are being carried out: nothing was erased");
        assertThat(first.get().statusCode()).isEqualTo(202);
    }

    @Test
    void whatIsUnknownIsNotErased() throws Exception {
        putSession();
        for (String path : List.of(
                "/api/v1/apps/shop/sessions/none",
                "/api/v1/apps/shop/sessions/not%20an%20id",
                "/api/v1/apps/shop/users/nobody",
                "/api/v1/apps/none/users/nobody",
                "/api/v1/apps/no%20app/users/nobody")) {
            assertThat(delete(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(delete(SESSION + "?force=1").statusCode()).isEqualTo(400);
        assertThat(erasures.decided).isEmpty();
        for (String id : List.of("none", "0-" + TOKEN, "7-" + TOKEN, "0-" + "0".repeat(32))) {
            assertThat(get("/api/v1/erasures/" + id).statusCode()).as(id).isEqualTo(404);
        }
    }

    @Test
    void aStreamOfAnErasedSessionEnds() throws Exception {
        putSession();
        CountDownLatch deleted = new CountDownLatch(1);
        held.put("v1:2", deleted);
        HttpResponse<InputStream> events =
                client.send(request("GET", SESSION + "/events"), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = events.body()) {
            assertThat(body.read()).isEqualTo('{');
            assertThat(delete(SESSION).statusCode()).isEqualTo(202);
            deleted.countDown();
            assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/apps/shop/sessions/s1, 'DELETE, GET'",
        "/api/v1/apps/shop/users/ann, DELETE",
        "/api/v1/apps/shop/sessions/s1/timeline, GET",
        "/api/v1/erasures/x, GET",
        "/health/ready, 'GET, HEAD'",
        "/apps/shop/sessions, GET",
        "/ui/none.js, GET",
    })
    void anAddressSaysWhatItMayBeAsked(String path, String allowed) throws Exception {
        for (String method : List.of("POST", "PUT", "OPTIONS")) {
            HttpResponse<String> answer = send(method, path, "Origin", "https://evil.example");
            assertThat(answer.statusCode()).as(method).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).as(method).contains(allowed);
        }
    }

    @Test
    void noOtherOriginIsEverAllowedAnything() throws Exception {
        putSession();
        String[] preflight = {
            "Origin", "https://evil.example", "Access-Control-Request-Method", "DELETE",
        };
        for (HttpResponse<String> answer : List.of(
                send("OPTIONS", SESSION, preflight),
                send("OPTIONS", "/api/v1/apps/shop/users/ann", preflight),
                send("POST", SESSION, "Origin", "https://evil.example", "X-HTTP-Method-Override", "DELETE"),
                get(SESSION, "Origin", "https://evil.example"),
                delete(SESSION, "Origin", "https://evil.example"))) {
            assertThat(answer.headers().map().keySet())
                    .as(answer.request().method())
                    .noneMatch(name -> name.startsWith("access-control-"));
        }
        assertThat(exchange("DELETE " + SESSION + " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421 ");
    }

    private void putSessionsOf(String user, String... sessions) {
        for (String session : sessions) {
            views.put(Samples.summary(new SessionKey("shop", session), Samples.ANCHOR_MS)
                    .setUserId(user)
                    .build());
        }
    }

    @Test
    void segmentsAreListedWithTheMissingAndTheExpired() throws Exception {
        putSession();
        goneFromLog.add("v1:0");
        JsonNode items = json(SESSION + "/segments").path("items");
        assertThat(items.findValuesAsText("state")).containsExactly("expired", "missing", "stored");
        assertThat(items.findValuesAsText("index")).containsExactly("0", "1", "2");
        assertThat(names(items.get(1)))
                .containsExactlyInAnyOrder(
                        "id", "view", "index", "startMs", "endMs", "records", "bytes", "fullSnapshot", "state");
    }

    @Test
    void eventsAreRrwebWithTheirViewAndAGapWhereDataIsMissing() throws Exception {
        putSession();
        HttpResponse<String> answer = get(SESSION + "/events");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        List<JsonNode> events = lines(answer.body());
        assertThat(events)
                .allSatisfy(event -> assertThat(event.path("view").asText()).isEqualTo("v1"));
        assertThat(events.stream().map(QueryServerTest::brief))
                .containsExactly("4@10", "2@10", "3@12", "gap LOST@15..200000 true", "3@120", "3@130");
    }

    @Test
    void eventsOfARangeBeginAtItsFullSnapshotAndEndBeforeItsEnd() throws Exception {
        putSession();
        assertThat(lines(get(SESSION + "/events?view=v1&fromMs=120&toMs=130").body()).stream()
                        .map(QueryServerTest::brief))
                .containsExactly("4@10", "2@10", "3@12", "gap LOST@15..200000 true", "3@120");
        assertThat(get(SESSION + "/events?fromMs=200001").body()).isEmpty();
        assertThat(get(SESSION + "/events?view=other").statusCode()).isEqualTo(404);
    }

    @Test
    void anExpiredBodyIsAGap() throws Exception {
        putSession();
        goneFromLog.add("v1:2");
        assertThat(lines(get(SESSION + "/events").body()).stream().map(QueryServerTest::brief))
                .endsWith("gap EXPIRED@120..200000 true");
    }

    @Test
    void aLaneThatCannotBeConvertedIsOneGap() throws Exception {
        putSession();
        SegmentRef unknown = ref(0, true, 10, 12);
        unknown.setFormat(SourceFormat.UNKNOWN);
        views.put(unknown);
        assertThat(lines(get(SESSION + "/events").body()).stream().map(QueryServerTest::brief))
                .containsExactly("gap UNSUPPORTED@10..200000 false");
    }

    @Test
    void aSegmentGivesWhatItAddsSinceTheLastFullSnapshot() throws Exception {
        putSession();
        HttpResponse<String> first = get(SESSION + "/segments/v1:0");
        HttpResponse<String> second = get(SESSION + "/segments/v1:2");
        assertThat(lines(first.body()).stream().map(QueryServerTest::brief)).containsExactly("4@10", "2@10", "3@12");
        assertThat(lines(second.body()).stream().map(QueryServerTest::brief)).containsExactly("3@120", "3@130");
        assertThat(second.headers().map())
                .containsEntry("content-type", List.of("application/x-ndjson"))
                .containsEntry("cache-control", List.of("private, no-cache"));
        assertThat(get(SESSION + "/segments/v1:1").statusCode()).isEqualTo(404);
    }

    @Test
    void aSegmentIsSentAgainOnlyOnceWhatItDependsOnHasChanged() throws Exception {
        putSession();
        String path = SESSION + "/segments/v1:2";
        String entityTag = get(path).headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> unchanged = get(path, "If-None-Match", "\"other\", W/" + entityTag);
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(unchanged.body()).isEmpty();
        assertThat(unchanged.headers().firstValue("ETag")).contains(entityTag);

        goneFromLog.add("v1:0"); // which holds the full snapshot
        HttpResponse<String> degraded = get(path, "If-None-Match", entityTag);
        assertThat(degraded.statusCode()).isEqualTo(200);
        assertThat(degraded.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(entityTag);
        goneFromLog.add("v1:2");
        assertThat(get(path).statusCode()).isEqualTo(410);
    }

    @Test
    void aSegmentOfALaneThatCannotBeConvertedIsNotPlayable() throws Exception {
        putSession();
        SegmentRef unknown = ref(0, true, 10, 12);
        unknown.setFormat(SourceFormat.UNKNOWN);
        views.put(unknown);
        HttpResponse<String> answer = get(SESSION + "/segments/v1:2");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void aStatefulLaneIsNotPlayedFromAHoleOn() throws Exception {
        putSession(); // with a hole before v1:2
        SegmentRef stateful = ref(0, true, 10, 12);
        stateful.setStateful(true);
        views.put(stateful);

        assertThat(lines(get(SESSION + "/events").body()).stream().map(QueryServerTest::brief))
                .containsExactly("4@10", "2@10", "3@12", "gap LOST@15..200000 false");
        assertThat(get(SESSION + "/segments/v1:0").statusCode()).isEqualTo(200);
        assertThat(get(SESSION + "/segments/v1:2").statusCode()).isEqualTo(409);
    }

    @Test
    void aBodyThatAStatefulLaneHasLostEndsItUntilTheNextFullSnapshot() throws Exception {
        putSession();
        SegmentRef stateful = ref(0, true, 10, 12);
        stateful.setStateful(true);
        views.put(stateful);
        goneFromLog.add("v1:0");

        assertThat(lines(get(SESSION + "/events").body()).stream().map(QueryServerTest::brief))
                .allSatisfy(line -> assertThat(line).startsWith("gap").endsWith("false"));
    }

    @Test
    void aSegmentThatLiesInPartsIsOneSegment() throws Exception {
        putSession();
        for (int part = 2; part >= 0; part--) {
            SegmentRef ref = ref(3, false, 140, 150);
            ref.setPart(part);
            ref.setParts(3);
            views.put(ref);
            boolean whole = part == 0;
            assertThat(json(SESSION + "/segments").path("items").findValuesAsText("state"))
                    .isEqualTo(
                            whole
                                    ? List.of("stored", "missing", "stored", "stored")
                                    : List.of("stored", "missing", "stored"));
        }
        assertThat(get(SESSION + "/segments/v1:3/raw").body().getBytes(StandardCharsets.UTF_8))
                .isEqualTo(log.get("v1:3"));
        assertThat(lines(get(SESSION + "/events").body()).stream().map(QueryServerTest::brief))
                .containsOnlyOnce("3@140", "3@150");
    }

    @Test
    void rawBytesAreADownload() throws Exception {
        putSession();
        HttpResponse<String> answer = get(SESSION + "/segments/v1:0/raw");
        assertThat(answer.body().getBytes(StandardCharsets.UTF_8)).isEqualTo(log.get("v1:0"));
        assertThat(answer.headers().map())
                .containsEntry("content-type", List.of("application/octet-stream"))
                .containsEntry("content-disposition", List.of("attachment; filename=\"s1-v1-0.bin\""))
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .containsEntry("cache-control", List.of("no-store"));
        goneFromLog.add("v1:0");
        assertThat(get(SESSION + "/segments/v1:0/raw").statusCode()).isEqualTo(410);
        assertThat(get(SESSION + "/segments/v1:9/raw").statusCode()).isEqualTo(404);
    }

    @Test
    void aForeignHostIsRefusedEverywhere() throws Exception {
        assertThat(statusWithHost("evil.example", "/api/v1/apps")).contains(" 421 ");
        assertThat(statusWithHost("evil.example:" + server.port(), "/sessions")).contains(" 421 ");
        assertThat(statusWithHost("evil.example", "/metrics")).contains(" 421 ");
        assertThat(statusWithHost("localhost:" + server.port(), "/api/v1/apps")).contains(" 200 ");
        assertThat(statusWithHost("[::1]:" + server.port(), "/api/v1/apps")).contains(" 200 ");
        assertThat(statusWithHost("replay.test", "/api/v1/apps")).contains(" 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/apps HTTP/1.1\r\n\r\n",
                "GET /api/v1/apps HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET /api/v1/apps HTTP/1.1\r\nHost: 127.0.0.1:x\r\n\r\n",
                "GET /api/v1/apps/%zz/sessions HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /api/v1/apps?%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
            })
    void aRequestThatCannotBeReadIsAProblem(String request) throws IOException {
        String answer = exchange(request.replaceFirst("\r\n", "\r\nConnection: close\r\n"));
        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .containsIgnoringCase("content-type: application/problem+json")
                .containsIgnoringCase("x-content-type-options: nosniff");
    }

    @Test
    void whatIsOnlyReadIsOnlyGot() throws Exception {
        HttpResponse<String> answer = delete("/api/v1/apps");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET");
        assertThat(exchange("HEAD /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("\r\n\r\n");
    }

    @Test
    void noAnswerIsSniffedOrKept() throws Exception {
        putSession();
        for (String path : List.of("/health/live", "/metrics", "/openapi.json", "/api/v1/apps", "/none", SESSION)) {
            assertThat(get(path).headers().map())
                    .as(path)
                    .containsEntry("x-content-type-options", List.of("nosniff"))
                    .containsEntry("cache-control", List.of("no-store"));
        }
    }

    @Test
    void theContentSecurityPolicyIsExactlyThis() {
        assertThat(WebUi.contentSecurityPolicy("http://127.0.0.1:8401", List.of()))
                .isEqualTo("default-src 'none'; script-src http://127.0.0.1:8401/ui/; "
                        + "style-src http://127.0.0.1:8401/ui/ 'unsafe-inline'; "
                        + "img-src http://127.0.0.1:8401/ui/ http://127.0.0.1:8401/assets/ data: blob:; "
                        + "font-src http://127.0.0.1:8401/ui/ http://127.0.0.1:8401/assets/ data:; "
                        + "media-src http://127.0.0.1:8401/assets/ data: blob:; connect-src 'self'; "
                        + "worker-src http://127.0.0.1:8401/ui/; frame-src 'none'; object-src 'none'; "
                        + "base-uri 'none'; form-action 'none'; frame-ancestors 'self'");
    }

    @Test
    void filesOfTheUiAreSentWithItsPolicyAndNeverRedirected() throws Exception {
        HttpResponse<String> file = get("/ui/probe-0a1b2c3d.txt");
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().map())
                .containsEntry("cache-control", List.of("public, max-age=31536000, immutable"))
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .containsEntry("referrer-policy", List.of("no-referrer"))
                .containsEntry("cross-origin-opener-policy", List.of("same-origin"))
                .containsEntry("cross-origin-resource-policy", List.of("same-origin"))
                .containsEntry(
                        "content-security-policy",
                        List.of(WebUi.contentSecurityPolicy("http://127.0.0.1:" + server.port(), List.of())));
        assertThat(Stream.of("/ui", "/ui/", "/ui/none.js", "/ui/..%2fopenapi.json", "/ui//x", "/assets/x.png", "/none")
                        .map(this::status))
                .containsOnly(404);
    }

    @Test
    void everyPageOfTheUiIsItsDocument() throws Exception {
        String document = get("/").body();
        for (String page : List.of(
                "/sessions?app=shop&browser=!Chrome",
                "/views",
                "/errors",
                "/resources",
                "/actions",
                "/long-tasks",
                "/apps/shop/sessions/s1",
                "/apps/shop/sessions/s1/errors/home%2F0%2F7",
                "/apps/shop/sessions/s1/replay")) {
            HttpResponse<String> answer = get(page);
            assertThat(answer.statusCode()).as(page).isEqualTo(200);
            assertThat(answer.body()).as(page).isEqualTo(document);
        }
    }

    @Test
    void theReplayPageAloneMayLoadWhatItsApplicationAllows() throws Exception {
        applications("{id: shop, assetOrigins: [https://cdn.test, 'https://*.img.test:81']}");
        HttpResponse<String> page = get("/apps/shop/sessions/s1/replay?t=5");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy.replace("http://127.0.0.1:" + server.port(), "SELF"))
                        .isEqualTo("default-src 'none'; script-src SELF/ui/; "
                                + "style-src SELF/ui/ 'unsafe-inline' https://cdn.test https://*.img.test:81; "
                                + "img-src SELF/ui/ SELF/assets/ data: blob: https://cdn.test https://*.img.test:81; "
                                + "font-src SELF/ui/ SELF/assets/ data: https://cdn.test https://*.img.test:81; "
                                + "media-src SELF/assets/ data: blob:; connect-src 'self'; worker-src SELF/ui/; "
                                + "frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; "
                                + "frame-ancestors 'self'"));
        assertThat(page.body())
                .contains("<meta name=\"asset-origins\" content=\"https://cdn.test https://*.img.test:81\" /></head>");
        String usual = WebUi.contentSecurityPolicy("http://127.0.0.1:" + server.port(), List.of());
        for (String other : List.of("/sessions", "/apps/shop/sessions/s1", "/apps/blog/sessions/s1/replay")) {
            HttpResponse<String> elsewhere = get(other);
            assertThat(elsewhere.headers().firstValue("Content-Security-Policy"))
                    .as(other)
                    .hasValue(usual);
            assertThat(elsewhere.body()).doesNotContain("asset-origins");
        }
    }

    @Test
    void aLinkedFileIsLeftInTheReplayWhereItsApplicationAllowsIt() throws Exception {
        putSession();
        String link = "{'type':2,'id':3,'tagName':'link','childNodes':[],"
                + "'attributes':{'rel':'stylesheet','href':'https://cdn.test/a.css'}}";
        log.put(
                "v1:0",
                new String(Samples.rrwebBatch(true, 10), StandardCharsets.UTF_8)
                        .replace("\"childNodes\":[]", "\"childNodes\":[%s]".formatted(link.replace('\'', '"')))
                        .getBytes(StandardCharsets.UTF_8));
        String segment = SESSION + "/segments/v1:0";
        HttpResponse<String> without = get(segment);
        assertThat(without.body()).contains("stylesheet").doesNotContain("cdn.test");
        assertThat(get(SESSION + "/events").body()).doesNotContain("cdn.test");

        applications("{id: shop, assetOrigins: ['https://*.test']}");
        HttpResponse<String> with = get(segment);
        assertThat(with.body()).contains("https://cdn.test/a.css");
        assertThat(with.headers().firstValue("ETag"))
                .isPresent()
                .isNotEqualTo(without.headers().firstValue("ETag"));
        assertThat(get(SESSION + "/events").body()).contains("https://cdn.test/a.css");
    }

    @Test
    void healthTellsWhetherItServes() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").body()).isEqualTo("{\"status\":\"ready\"}");
        ready = false;
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/metrics").body()).contains("playhead_query_requests_answered_seconds");
    }

    @Test
    void aRecordsSchemaIsFoundByTheIdThatStandsInFrontOfIt() throws Exception {
        byte[] record = Samples.TOPICS
                .sessions()
                .valueSerde()
                .serialize(
                        Samples.TOPICS.sessions().name(),
                        Samples.summary(KEY, Samples.ANCHOR_MS).build());
        int id = ByteBuffer.wrap(record, 1, Integer.BYTES).getInt();

        String schema = json("/registry/schemas/ids/" + id).path("schema").asText();

        assertThat(new Schema.Parser().parse(schema)).isEqualTo(SessionSummary.getClassSchema());
        String subject = "/registry/subjects/playhead.sessions.v1-value/versions";
        JsonNode latest = json(subject + "/latest");
        assertThat(latest.path("id").asInt()).isEqualTo(id);
        assertThat(latest.path("schema").asText()).isEqualTo(schema);
        assertThat(json(subject + '/' + latest.path("version").asInt())).isEqualTo(latest);
        assertThat(json(subject).get(json(subject).size() - 1)).isEqualTo(latest.path("version"));
    }

    @Test
    void everyTopicHasASubject() throws Exception {
        List<String> subjects = new ArrayList<>();
        json("/registry/subjects").forEach(subject -> subjects.add(subject.asText()));

        assertThat(subjects)
                .containsExactlyInAnyOrderElementsOf(Samples.TOPICS.all().stream()
                        .map(topic -> topic.name() + "-value")
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "/registry/schemas/ids/77, 40403",
        "/registry/schemas/ids/x, 40403",
        "/registry/subjects/none/versions, 40401",
        "/registry/subjects/none/versions/1, 40401",
        "/registry/subjects/playhead.sessions.v1-value/versions/77, 40402",
    })
    void whatIsNotRegisteredHasTheRegistrysErrorCode(String path, int code) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/vnd.schemaregistry.v1+json");
        assertThat(JSON.readTree(answer.body()).path("error_code").asInt()).isEqualTo(code);
    }

    @Test
    void theDescriptionNamesEveryRouteAndNoOther() throws Exception {
        Set<String> described = new TreeSet<>();
        json("/openapi.json").path("paths").fieldNames().forEachRemaining(described::add);
        Set<String> routed = new TreeSet<>();
        server.paths().stream()
                .filter(path -> Stream.of("/api/", "/registry/", "/health/", "/metrics", "/openapi.json")
                        .anyMatch(path::startsWith))
                .forEach(path -> routed.add(path.replaceAll(":(\\w+)", "{$1}")));
        assertThat(described).isEqualTo(routed);
    }

    @Test
    void theDescriptionNamesEveryParameterAndNoOther() throws Exception {
        putSession();
        Set<String> filters = new TreeSet<>(ListFilter.NAMES);
        filters.addAll(Set.of("attr.NAME", "fromMs", "toMs", "limit", "cursor"));
        JsonNode description = json("/openapi.json");
        JsonNode paths = description.path("paths");
        assertThat(queryParameters(description, paths.path("/api/v1/apps/{app}/{kind}")))
                .isEqualTo(filters);
        filters.remove("label");
        assertThat(queryParameters(description, paths.path("/api/v1/apps/{app}/sessions")))
                .isEqualTo(filters);
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            if (path.getKey().startsWith("/api/") && path.getValue().has("get")) {
                String address = address(path.getKey(), "v1:0");
                for (String known : queryParameters(description, path.getValue())) {
                    assertThat(get(address + "?" + known + "=").body())
                            .as("%s of %s", known, path.getKey())
                            .doesNotContain("unknown parameter");
                }
                assertThat(get(address + "?unheard=1").statusCode())
                        .as(path.getKey())
                        .isEqualTo(400);
            }
        }
    }

    @Test
    void theDescriptionNamesEveryFieldAndNoOther() throws Exception {
        putSession();
        views.put(Samples.entry(KEY, MarkerKind.ERROR, "e1", 20));
        erasures.record("shop", 1, nowMs, nowMs);
        JsonNode description = json("/openapi.json");
        for (Map.Entry<String, JsonNode> path : description.path("paths").properties()) {
            JsonNode schema = path.getValue().at("/get/responses/200/content/application~1json/schema");
            if (!schema.isMissingNode()) {
                assertFields(description, schema, json(address(path.getKey(), "e1")), path.getKey());
            }
        }
        assertFields(
                description,
                description.at("/components/schemas/Problem"),
                JSON.readTree(get("/api/v1/apps?x=1").body()),
                "a problem");
    }

    private String address(String path, String id) {
        return path.replace("/erasures/{id}", "/erasures/0-" + TOKEN)
                .replace("/shares/{id}", "/shares/" + TOKEN)
                .replace("{token}", DrivenServer.TOKENS.sign(link()))
                .replace("{app}", "shop")
                .replace("{session}", "s1")
                .replace("{kind}", "errors")
                .replace("{id}", id);
    }

    private Share link() {
        Share link = Share.newBuilder()
                .setId(TOKEN)
                .setApp("shop")
                .setSession("s1")
                .setCreatedMs(nowMs)
                .setExpiresMs(nowMs + 1_000)
                .build();
        links.put(link);
        return link;
    }

    private static Set<String> queryParameters(JsonNode description, JsonNode path) {
        Set<String> names = new TreeSet<>();
        path.at("/get/parameters").forEach(given -> {
            JsonNode parameter = referred(description, given);
            if (parameter.path("in").asText().equals("query")) {
                names.add(parameter.path("name").asText());
            }
        });
        return names;
    }

    /** That each object has the fields of its schema, all of them required, and each list a described kind of item. */
    private static void assertFields(JsonNode description, JsonNode reference, JsonNode answer, String where) {
        JsonNode schema = referred(description, reference);
        if (answer.isObject() && schema.has("properties")) {
            assertThat(names(answer)).as(where).containsExactlyInAnyOrderElementsOf(names(schema.path("properties")));
            assertThat(schema.path("required")).as("required of %s", where).hasSize(answer.size());
            answer.properties()
                    .forEach(field -> assertFields(
                            description,
                            schema.path("properties").path(field.getKey()),
                            field.getValue(),
                            where + "." + field.getKey()));
        } else if (answer.isArray()) {
            assertThat(schema.has("items")).as("items of %s", where).isTrue();
            answer.forEach(item -> assertFields(description, schema.path("items"), item, where + "[]"));
        }
        assertThat(types(schema)).as("type of %s", where).contains(typeOf(answer));
    }

    private static JsonNode referred(JsonNode description, JsonNode node) {
        return node.has("$ref") ? description.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static Set<String> types(JsonNode schema) {
        Set<String> types = new HashSet<>();
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            type.forEach(one -> types.add(one.asText()));
        } else {
            types.add(type.asText());
        }
        if (types.contains("number")) {
            types.add("integer");
        }
        return types;
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case ARRAY -> "array";
            case OBJECT -> "object";
            default -> "null";
        };
    }

    @Test
    void aPortInUseIsSaidInOneLine() {
        assertThatThrownBy(() -> server(server.port()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot listen on 127.0.0.1:" + server.port())
                .hasMessageNotContaining("\n");
    }

    /** One view of three segments, of which the second is missing. */
    private void putSession() {
        views.put(Samples.summary(KEY, Samples.ANCHOR_MS)
                .setStartMs(10)
                .setEndMs(200_000)
                .setSegments(2)
                .setIslands(List.of(new Span(10L, 130L)))
                .setViews(List.of(Samples.view("v1", 10, 200_000)))
                .setMissing(List.of(Samples.hole("v1", 1, 1, 15L, 120L)))
                .build());
        views.put(ref(0, true, 10, 12));
        views.put(ref(2, false, 120, 130));
    }

    private SegmentRef ref(int index, boolean fullSnapshot, long... timesMs) {
        byte[] body = Samples.rrwebBatch(fullSnapshot, timesMs);
        log.put("v1:" + index, body);
        return Samples.ref(KEY, "v1", index, timesMs[0], timesMs[timesMs.length - 1])
                .setFullSnapshotsMs(fullSnapshot ? List.of(timesMs[0]) : List.of())
                .setBytes(body.length)
                .setCrc32c(Samples.crc32c(body))
                .build();
    }

    private void putSessions(int count) {
        for (int i = 0; i < count; i++) {
            views.put(Samples.summary(new SessionKey("shop", "s" + i), Samples.ANCHOR_MS + i)
                    .setBrowser("B" + i % 2)
                    .setErrors(i % 2)
                    .build());
        }
        views.put(Samples.summary(new SessionKey("blog", "other"), Samples.ANCHOR_MS + 2)
                .build());
    }

    private Instant now() {
        return Instant.ofEpochMilli(nowMs);
    }

    private QueryServer server(int port) {
        PrometheusMeterRegistry metrics = DrivenServer.metrics();
        QueryServer started = DrivenServer.listen(port, DrivenServer.instances(Duration.ZERO), metrics);
        AnsweringViews.Local local = DrivenServer.local(
                views, new MappedBodies(), views.changes(), () -> applications, erasures, links, this::now, metrics);
        Holders here = new Holders(Optional.of(started.self()), List.of());
        DrivenServer.answer(
                started,
                local,
                local,
                partition -> here,
                () -> applications,
                new SharedSessions(links, DrivenServer.TOKENS, this::now),
                () -> ready);
        return started;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class MappedBodies implements SegmentBodies {

        @Override
        public Map<StoredSegment, Fetched> fetch(Collection<StoredSegment> segments) {
            Map<StoredSegment, Fetched> fetched = new LinkedHashMap<>();
            for (StoredSegment segment : segments) {
                Optional.ofNullable(held.get(segment.ref().getId())).ifPresent(QueryServerTest::await);
                byte[] body = log.get(segment.ref().getId());
                fetched.put(
                        segment,
                        body == null || gone(List.of(segment)).contains(segment)
                                ? new Fetched.Gone()
                                : new Fetched.Present(body));
            }
            return fetched;
        }

        @Override
        public Collection<StoredSegment> gone(Collection<StoredSegment> segments) {
            return segments.stream()
                    .filter(segment -> goneFromLog.contains(segment.ref().getId()))
                    .toList();
        }
    }

    /** Tells the views at once, unless Kafka is away or the views are behind. */
    private final class ToldErasures implements ErasureLog {

        private final List<Erasure> recorded = new ArrayList<>();
        private final List<SessionKey> decided = new ArrayList<>();
        private volatile Runnable beforeDeciding = () -> {};
        private volatile boolean kafkaIsAway;
        private volatile boolean viewsAreBehind;

        @Override
        public void decide(Collection<SessionKey> sessions) {
            refuseIfAway();
            beforeDeciding.run();
            decided.addAll(sessions);
            if (!viewsAreBehind) {
                sessions.forEach(views::erase);
            }
        }

        @Override
        public ErasureId record(String app, int sessions, long requestedMs, long erasedMs) {
            refuseIfAway();
            recorded.add(new Erasure(app, sessions, requestedMs, erasedMs, erasedMs + BYTES_KEPT_MS));
            return new ErasureId(recorded.size() - 1L, TOKEN);
        }

        @Override
        public Optional<Erasure> find(ErasureId id) {
            refuseIfAway();
            return id.token().equals(TOKEN) && id.offset() < recorded.size()
                    ? Optional.of(recorded.get((int) id.offset()))
                    : Optional.empty();
        }

        private void refuseIfAway() {
            if (kafkaIsAway) {
                throw new TimeoutException("no answer");
            }
        }
    }

    private static String brief(JsonNode event) {
        JsonNode payload = event.path("data").path("payload");
        return event.path("type").asInt() == 5
                ? "gap %s@%d..%d %s"
                        .formatted(
                                payload.path("reason").asText(),
                                event.path("timestamp").asLong(),
                                payload.path("untilMs").asLong(),
                                payload.path("playable").asText())
                : event.path("type").asInt() + "@" + event.path("timestamp").asLong();
    }

    private static List<JsonNode> lines(String body) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : body.split("\n", -1)) {
            if (!line.isEmpty()) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private int status(String path) {
        try {
            return get(path).statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, headers);
    }

    private HttpResponse<String> delete(String path, String... headers) throws IOException, InterruptedException {
        return send("DELETE", path, headers);
    }

    private HttpResponse<String> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        return client.send(request(method, path, headers), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String path, String... headers) {
        URI address = URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    /** By hand, since the client sets its own Host. */
    private String statusWithHost(String host, String path) throws IOException {
        String answer = exchange("GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, host));
        return answer.lines().findFirst().orElseThrow();
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
