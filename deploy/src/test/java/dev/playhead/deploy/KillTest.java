// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.playhead.testkit.Recordings.Request;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
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
        Process process = start(data);
        try (HttpClient http = HttpClient.newHttpClient();
                BufferedReader out = process.inputReader()) {
            String gateway = readyLine(out).replaceFirst(".*gateway=(\\S+).*", "$1");
            for (Request request : requests) {
                if (acknowledged.size() == requests.size() / 2) {
                    process.destroyForcibly();
                }
                if (RecordedTraffic.status(http, gateway, request) == 202) {
                    acknowledged.add(request);
                }
            }
        } finally {
            process.destroyForcibly();
            process.waitFor();
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
        Process process = start(data);
        try (BufferedReader out = process.inputReader()) {
            assertThat(readyLine(out))
                    .matches("ready gateway=http://127.0.0.1:\\d+ query=http://127.0.0.1:\\d+ kafka=127.0.0.1:\\d+");
            process.toHandle().destroy(); // Process.destroy would close the stream that is read below
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(out.readLine()).as("standard output has one line").isNull();
        } finally {
            process.destroyForcibly();
        }
    }

    private static long storedSegments(QueryClient client) {
        long stored = 0;
        for (JsonNode segment : client.segments(QueryClient.sessionOf(SET)).path("items")) {
            stored += segment.path("state").asText().equals("stored") ? 1 : 0;
        }
        return stored;
    }

    private static Process start(Path data) throws IOException {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Playhead.class.getName(),
                "up");
        command.environment().putAll(Map.copyOf(TruthTest.environment(data)));
        command.redirectError(ProcessBuilder.Redirect.INHERIT);
        return command.start();
    }

    private static String readyLine(BufferedReader out) throws IOException {
        return Objects.requireNonNull(out.readLine(), "the process ended before it was ready");
    }
}
