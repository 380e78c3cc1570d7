// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.schemas.Topic;
import dev.playhead.schemas.Topics;
import dev.playhead.testkit.Recordings.Request;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** An operator erases a session of a running installation, whose page goes on to record. */
@Tag("cluster")
class ErasureTest {

    private static final String SET = "rrweb";

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

            assertThat(erase(path, installation)).isZero();
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

    /** @param path {@code /api/v1/apps/APP/sessions/SESSION} */
    private static int erase(String path, Installation installation) {
        String[] names = path.split("/", -1);
        CommandLine command = Playhead.commandLine(Map.of(), Shutdown.none());
        command.setErr(new PrintWriter(new StringWriter()));
        return command.execute("erase", names[4], names[6], "--kafka", installation.kafka());
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
