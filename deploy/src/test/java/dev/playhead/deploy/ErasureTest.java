// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.TopicLayout;
import dev.playhead.schemas.Topics;
import dev.playhead.testkit.Recordings.Request;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** An operator erases a session of a running installation, whose page goes on to record. */
@Tag("cluster")
class ErasureTest {

    private static final String SET = "rrweb";
    private static final String APP = "/api/v1/apps/shop";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void anErasedSessionIsGoneAndStaysGoneWhateverIsStillSentAlsoAfterARestart(@TempDir Path data) throws Exception {
        Map<String, String> environment = TruthTest.environment(data);
        List<Request> requests = RecordedTraffic.accepted(SET);
        String path;
        try (Installation installation = Installation.start(environment);
                QueryClient client = new QueryClient(installation.query())) {
            assertThat(RecordedTraffic.send(installation.gateway(), requests, 1))
                    .containsOnly(202);
            client.settled(List.of(SET));
            path = client.path(QueryClient.sessionOf(SET));

            String told = erase(path, installation);
            Matcher erasure = Pattern.compile("erasure (\\S+)\\)").matcher(told);
            assertThat(erasure.find()).as(told).isTrue();
            assertThat(client.get("/api/v1/erasures/" + erasure.group(1)).body())
                    .contains("\"sessions\":1,");
            assertThat(QueryClient.eventually(() -> status(client, path), status -> status == 410))
                    .isEqualTo(410);
            awaitTombstones(environment, installation);

            assertThat(RecordedTraffic.send(installation.gateway(), requests, 1))
                    .containsOnly(202);
            assertThat(QueryClient.eventually(() -> refused(client), refused -> refused == requests.size()))
                    .isEqualTo(requests.size());
            assertGone(client, path);
            awaitTombstones(environment, installation);
        }
        try (Installation installation = Installation.start(environment);
                QueryClient client = new QueryClient(installation.query())) {
            assertGone(client, path);
        }
    }

    @Test
    void aUsersSessionsAreGoneFromTheMomentOfTheAnswerOnAlsoAfterARestart(@TempDir Path data) throws Exception {
        Map<String, String> environment = TruthTest.environment(data);
        List<String> ofAnn = IntStream.range(0, 12).mapToObj(i -> "ann-" + i).toList();
        String erasure;
        JsonNode carriedOut;
        try (Installation installation = Installation.start(environment);
                QueryClient client = new QueryClient(installation.query())) {
            for (String session : ofAnn) {
                assertThat(post(installation, session, "ann")).isEqualTo(202);
            }
            assertThat(post(installation, "of-bob", "bob")).isEqualTo(202);
            assertThat(QueryClient.eventually(() -> sessions(client, "?user=ann"), found -> found.size() == 12))
                    .containsExactlyInAnyOrderElementsOf(ofAnn);
            assertThat(partitions(ofAnn)).as("partitions").hasSizeGreaterThan(1);
            client.path("of-bob");

            HttpResponse<String> accepted = client.delete(APP + "/users/ann");
            long afterMs = System.currentTimeMillis();
            assertThat(accepted.statusCode()).isEqualTo(202);
            assertThat(ofAnn)
                    .allSatisfy(session -> assertThat(status(client, APP + "/sessions/" + session))
                            .isEqualTo(410));
            assertThat(sessions(client, "")).containsExactly("of-bob");
            assertThat(client.get("/api/v1/apps").body())
                    .as("counted a moment ago")
                    .contains("\"sessions\":1}");
            erasure = "/api/v1/erasures/"
                    + JSON.readTree(accepted.body()).path("erasure").asText();
            carriedOut = JSON.readTree(client.get(erasure).body());
            assertThat(carriedOut.path("sessions").asInt()).isEqualTo(12);
            assertThat(carriedOut.path("state").asText()).isEqualTo("erased");
            assertThat(carriedOut.path("erasedMs").asLong()).isBetween(afterMs - 60_000, afterMs);
            assertThat(Duration.ofMillis(carriedOut.path("bytesGoneMs").asLong() - afterMs))
                    .as("30 days of retention and 7 of a file")
                    .isBetween(
                            Duration.ofDays(37).minusMinutes(1),
                            Duration.ofDays(37).plusHours(2));
            assertThat(status(client, erasure.replaceFirst("-.*", "-" + "0".repeat(32))))
                    .isEqualTo(404);
            assertThat(status(client, "/api/v1/erasures/99-" + "0".repeat(32))).isEqualTo(404);
        }
        try (Installation installation = Installation.start(environment);
                QueryClient client = new QueryClient(installation.query())) {
            assertThat(client.get(erasure).body()).isEqualTo(carriedOut.toString());
            assertThat(post(installation, ofAnn.getFirst(), "ann")).isEqualTo(202);
            assertThat(QueryClient.eventually(() -> refused(client), refused -> refused == 1))
                    .isEqualTo(1);
            assertThat(ofAnn)
                    .allSatisfy(session -> assertThat(status(client, APP + "/sessions/" + session))
                            .isEqualTo(410));
            assertThat(status(client, APP + "/sessions/of-bob")).isEqualTo(200);
            keepForEver(installation, Topics.from(environment).segments());
            HttpResponse<String> accepted = client.delete(APP + "/sessions/of-bob");
            assertThat(status(client, APP + "/sessions/of-bob")).isEqualTo(410);
            String later = accepted.headers().firstValue("Location").orElseThrow();
            assertThat(JSON.readTree(client.get(later).body())
                            .path("bytesGoneMs")
                            .isNull())
                    .as(accepted.body())
                    .isTrue();
        }
    }

    private static void keepForEver(Installation installation, Topic<?> topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", installation.kafka()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("retention.ms", "-1"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static List<String> sessions(QueryClient client, String filter) {
        try {
            return JSON.readTree(client.get(APP + "/sessions" + filter).body())
                    .path("items")
                    .findValuesAsText("session");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<Integer> partitions(List<String> sessions) {
        return sessions.stream()
                .map(session -> BuiltInPartitioner.partitionForKey(
                        ("shop:" + session).getBytes(StandardCharsets.UTF_8), TopicLayout.DEFAULT_PARTITIONS))
                .collect(Collectors.toSet());
    }

    private static int post(Installation installation, String session, String user) throws Exception {
        String batch = """
                {"appId":"shop","sessionId":"%s","seq":0,"user":{"id":"%s"},"events":[
                {"type":4,"timestamp":1795450000000,"data":{"href":"https://shop.example/","width":800,"height":600}},
                {"type":3,"timestamp":1795450000500,"data":{"source":2,"type":2,"id":2,"x":5,"y":5}}]}
                """.formatted(session, user);
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(installation.gateway() + "/rrweb/v1/batch"))
                    .header("content-type", "application/json")
                    .POST(BodyPublishers.ofString(batch))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    /** @param path {@code /api/v1/apps/APP/sessions/SESSION} */
    private static String erase(String path, Installation installation) {
        String[] names = path.split("/", -1);
        CommandLine command = Playhead.commandLine(Map.of(), Shutdown.none());
        StringWriter told = new StringWriter();
        command.setErr(new PrintWriter(told));
        assertThat(command.execute("erase", names[4], names[6], "--kafka", installation.kafka()))
                .isZero();
        return told.toString();
    }

    private static void assertGone(QueryClient client, String path) {
        for (String below : List.of("", "/timeline", "/segments", "/events", "/views", "/errors")) {
            assertThat(status(client, path + below)).as(below).isEqualTo(410);
        }
        String app = path.replaceFirst("/sessions/.*", "");
        for (String list : List.of("/sessions", "/views", "/errors", "/resources", "/actions", "/long-tasks")) {
            assertThat(client.get(app + list).body()).as(list).startsWith("{\"items\":[],");
        }
    }

    private static int status(QueryClient client, String path) {
        return client.get(path).statusCode();
    }

    private static int refused(QueryClient client) {
        return client.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("playhead_processor_records_refused_total{"))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** That the last that consumers of each topic learn of the session is that it is gone. */
    private static void awaitTombstones(Map<String, String> environment, Installation installation) {
        Topics topics = Topics.from(environment);
        for (Topic<?> topic : List.of(topics.segmentRefs(), topics.timelineEntries(), topics.sessions())) {
            assertThat(QueryClient.eventually(
                            () -> TopicContents.endsWithATombstone(installation.kafka(), topic), ends -> ends))
                    .as(topic.name())
                    .isTrue();
        }
    }
}
