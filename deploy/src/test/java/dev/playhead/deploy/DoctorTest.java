// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The doctor visits installations, healthy and not. */
@Tag("cluster")
class DoctorTest {

    private static final Duration STOP = Duration.ofSeconds(9);

    private record Visit(int status, List<String> findings) {

        /** Those of a level, in order. */
        List<String> checks(String level) {
            return findings.stream()
                    .filter(line -> line.startsWith(level + " "))
                    .map(line -> line.substring(6).split(" {2,}", 2)[0])
                    .toList();
        }

        String line(String check) {
            return findings.stream()
                    .filter(line -> line.substring(6).startsWith(check + " "))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void anInstallationIsWellUntilItsQueryServiceIsStopped(@TempDir Path data) throws Exception {
        try (OutsideKafka kafka = OutsideKafka.start(data.resolve("kafka"));
                Drain others = new Drain(STOP)) {
            Map<String, String> environment = kafka.environment(Map.of());
            Installation sending = Installation.start(environment, Set.of(Role.GATEWAY, Role.PROCESSOR), others);
            String query;
            try (Drain asked = new Drain(STOP)) {
                query = Installation.start(environment, Set.of(Role.QUERY), asked)
                        .query();
                Visit well = visit(
                        Map.of(), "--gateway", sending.gateway(), "--query", query + "/", "--kafka", kafka.brokers());
                assertThat(well.status()).as(well.toString()).isZero();
                assertThat(well.checks("ok"))
                        .containsExactly(
                                "gateway",
                                "query",
                                "topics",
                                "processor",
                                "limits",
                                "recording",
                                "large segment",
                                "erase",
                                "clocks",
                                "lag of processor",
                                "lag of query",
                                "dead letters",
                                "disk");
                assertThat(well.checks("warn")).as("one broker").containsExactly("replication");
                assertThat(well.line("large segment")).contains("20971520 bytes accepted in");
                assertThat(well.line("limits")).contains("bodies of up to 32 MiB");
                try (QueryClient client = new QueryClient(query)) {
                    assertThat(client.get("/api/v1/apps/playhead-doctor/sessions")
                                    .body())
                            .startsWith("{\"items\":[],");
                }
            }
            Visit ill = visit(
                    Map.of(),
                    "--gateway",
                    sending.gateway(),
                    "--query",
                    query,
                    "--kafka",
                    kafka.brokers(),
                    "--wait",
                    "PT1S");
            assertThat(ill.status()).isEqualTo(1);
            assertThat(ill.checks("fail"))
                    .as(ill.toString())
                    .contains("query", "recording", "large segment", "erase")
                    .doesNotContain("gateway", "topics", "processor", "lag of processor", "disk");
            assertThat(ill.line("query")).contains("nobody answers at " + query, "--query");
            assertThat(ill.line("erase")).contains("doctor-", "./playhead erase playhead-doctor SESSION");
        }
    }

    @Test
    void anInstallationOnThisMachineIsFoundByItsDataDirectory(@TempDir Path data) throws Exception {
        Map<String, String> environment = TruthTest.environment(data);
        try (Installation installation = Installation.start(environment)) {
            assertThat(ReadyFile.addresses(data))
                    .isEqualTo(Map.of(
                            "gateway", installation.gateway(),
                            "query", installation.query(),
                            "kafka", installation.kafka()));
            Visit well = visit(environment);
            assertThat(well.status()).as(well.toString()).isZero();
            assertThat(well.checks("ok")).contains("recording", "large segment", "erase", "disk");
            theHealthPageSaysTheSame(installation);
        }
        assertThat(ReadyFile.addresses(data)).isEmpty();
    }

    /** What the query service says of the same installation, which has been sent something that it refused as well. */
    private static void theHealthPageSaysTheSame(Installation installation) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient();
                QueryClient client = new QueryClient(installation.query())) {
            HttpRequest bad = HttpRequest.newBuilder(URI.create(installation.gateway() + "/rrweb/v1/batch"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("no JSON"))
                    .build();
            assertThat(http.send(bad, BodyHandlers.discarding()).statusCode()).isEqualTo(400);

            JsonNode health = client.json("/api/v1/health");
            assertThat(health.path("problems")).as(health.toString()).isEmpty();
            assertThat(health.path("lag").findValuesAsText("role")).containsExactly("processor", "query");
            assertThat(health.path("lag").findValuesAsText("working")).containsOnly("true");
            assertThat(health.at("/deadLetters/complete").asBoolean()).isTrue();
            assertThat(health.path("refused").toString()).isEqualTo("[{\"reason\":\"malformed\",\"count\":1}]");
            assertThat(health.at("/disk/topicBytes").asLong()).isGreaterThan(20 << 20);
            assertThat(health.at("/disk/freeBytes").asLong()).isPositive();
            assertThat(health.at("/disk/topics").findValuesAsText("topic")).contains("playhead.segments.v1");
            assertThat(health.at("/versions/playhead").asText()).matches("\\d.*");
            assertThat(health.at("/versions/generation").asInt()).isEqualTo(1);
        }
    }

    private static Visit visit(Map<String, String> environment, String... options) {
        StringWriter out = new StringWriter();
        CommandLine command = Playhead.commandLine(environment, Shutdown.none());
        command.setOut(new PrintWriter(out));
        List<String> arguments = new ArrayList<>(List.of("doctor"));
        arguments.addAll(List.of(options));
        int status = command.execute(arguments.toArray(String[]::new));
        return new Visit(status, out.toString().lines().toList());
    }
}
