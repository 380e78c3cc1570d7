// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.playhead.testkit.Recordings.Request;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process, ended as no process wants to be ended. */
@Tag("cluster")
class KillTest {

    private static final String SET = "datadog-v5";

    @Test
    void whatWasAcknowledgedIsThereAfterAKill(@TempDir Path data) throws Exception {
        List<Request> requests = RecordedTraffic.accepted(SET);
        List<Request> acknowledged = new ArrayList<>();
        try (PlayheadProcess process = PlayheadProcess.start("up", TruthTest.environment(data));
                HttpClient http = HttpClient.newHttpClient()) {
            for (Request request : requests) {
                if (acknowledged.size() == requests.size() / 2) {
                    process.kill();
                }
                if (RecordedTraffic.status(http, process.gateway(), request) == 202) {
                    acknowledged.add(request);
                }
            }
        }

        assertThat(acknowledged)
                .hasSizeGreaterThanOrEqualTo(requests.size() / 2)
                .hasSizeLessThan(requests.size());
        long segments = acknowledged.stream()
                .filter(request -> request.path().contains("replay"))
                .count();
        try (Installation installation = Installation.start(TruthTest.environment(data));
                QueryClient client = new QueryClient(installation.query())) {
            long stored = QueryClient.eventually(() -> storedSegments(client), count -> count >= segments);
            assertThat(stored).isGreaterThanOrEqualTo(segments);
        }
    }

    @Test
    void aTermSignalDrainsAndEndsWithZero(@TempDir Path data) throws Exception {
        try (PlayheadProcess process = PlayheadProcess.start("up", TruthTest.environment(data))) {
            assertThat(process.readyLine())
                    .matches("ready gateway=http://127.0.0.1:\\d+ query=http://127.0.0.1:\\d+ kafka=127.0.0.1:\\d+");
            process.terminate();
            assertThat(process.exitCode(Duration.ofSeconds(10))).isZero();
            assertThat(process.restOfOutput())
                    .as("standard output has one line")
                    .isEmpty();
        }
    }

    private static long storedSegments(QueryClient client) {
        long stored = 0;
        for (JsonNode segment : client.segments(QueryClient.sessionOf(SET)).path("items")) {
            stored += segment.path("state").asText().equals("stored") ? 1 : 0;
        }
        return stored;
    }
}
