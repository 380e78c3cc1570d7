// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./playhead import}. */
class ImportTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    @Tag("cluster")
    void whatWasExportedPlaysTheSameOnceItIsImported() throws Exception {
        try (Installation installation = Installation.start(TruthTest.environment(directory.resolve("data")));
                QueryClient client = new QueryClient(installation.query())) {
            for (String set : new String[] {"rrweb", "datadog-v7"}) {
                assertThat(RecordedTraffic.send(installation.gateway(), RecordedTraffic.accepted(set), 1))
                        .allMatch(status -> status / 100 == 2);
                String session = QueryClient.sessionOf(set);
                String events = client.settled(session).events();
                Path file = directory.resolve(set + ".json");
                Files.writeString(
                        file, client.get(client.path(session) + "/export").body());

                assertThat(run(file, "--gateway", installation.gateway(), "--session", "again-" + set))
                        .as(err.toString())
                        .isZero();
                assertThat(out.toString()).contains("/sessions/again-" + set + "/replay");
                assertThat(client.settled("again-" + set).events()).isEqualTo(events);
            }
        }
    }

    @Test
    void whatIsNoRecordingIsRefusedInOneLine() throws Exception {
        for (Map.Entry<String, String> wrong : Map.of(
                        "{\"events\": [", "broken JSON at line 1",
                        "7", "neither an array of rrweb events nor an object",
                        "{\"session\": {}}", "neither an array of rrweb events nor an object",
                        "[]", "has no events",
                        "[{\"type\": 3}]", "event 0 of",
                        "[{\"type\": 3, \"timestamp\": 5}]", "has no full snapshot",
                        "[{\"type\": 2, \"timestamp\": 5}] []", "more text follows")
                .entrySet()) {
            Path file = Files.writeString(directory.resolve("recording.json"), wrong.getKey());
            assertThat(run(file)).as(wrong.getKey()).isEqualTo(2);
            assertThat(err.toString().strip().lines()).hasSize(1);
            assertThat(err.toString()).contains(wrong.getValue());
        }
    }

    @Test
    void aGatewayThatDoesNotAnswerIsNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("recording.json"), "[{\"type\": 2, \"timestamp\": 5}]");
        assertThat(run(file, "--gateway", "http://127.0.0.1:1")).isEqualTo(2);
        assertThat(err.toString().strip().lines()).hasSize(1);
        assertThat(err.toString()).contains("cannot send to http://127.0.0.1:1/");
    }

    private int run(Path file, String... options) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine command = Playhead.commandLine(Map.of(), Shutdown.none());
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        String[] arguments = new String[options.length + 2];
        arguments[0] = "import";
        arguments[1] = file.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return command.execute(arguments);
    }
}
