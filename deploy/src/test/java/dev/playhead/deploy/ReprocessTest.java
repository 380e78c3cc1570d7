// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.deploy.QueryClient.Content;
import dev.playhead.deploy.reprocess.GenerationDecisions;
import dev.playhead.deploy.reprocess.TakenOverException;
import dev.playhead.records.RecordWriter;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.Topics;
import dev.playhead.schemas.v1.GenerationState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Everything that is derived is made anew beside what answers, and nobody who asks can tell. */
@Tag("cluster")
class ReprocessTest {

    private static final List<String> SETS = List.of("rrweb", "datadog-v5", "guance");
    private static final List<String> LATER_SETS = List.of("posthog", "sentry");
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    /** Those that semantics leave to when records arrive and are processed. */
    private static final List<String> ARRIVAL_FIELDS =
            List.of("status", "revision", "receivedMs", "skewMs", "expiresMs");

    /** So far behind that it is never caught up. */
    private static final String NEVER = "PT1H";

    private record Answers(Map<String, Content> contents, Map<String, String> summaries) {}

    @Test
    void everySessionAnswersTheSameAfterASwapUnderTraffic(@TempDir Path data) throws Exception {
        Map<String, String> environment = TruthTest.environment(data);
        Topics topics = Topics.from(environment);
        Answers before;
        try (Installation installation = Installation.start(environment);
                QueryClient client = new QueryClient(installation.query())) {
            send(installation.gateway(), SETS);
            spoil(installation.kafka(), topics);
            before = answers(client);
            String letters = deadLetters(installation.kafka());
            assertThat(letters).contains("1 unreadable_record");

            AtomicBoolean reading = new AtomicBoolean(true);
            CompletableFuture<Set<String>> timelines = timelinesWhile(reading, installation.query());
            CompletableFuture<Integer> reprocessed = inBackground(installation.kafka());
            send(installation.gateway(), LATER_SETS);
            assertThat(reprocessed.join()).isZero();

            awaitGeneration(client, "serving", 2);
            awaitGeneration(client, "building", 0);
            assertThat(answers(client)).isEqualTo(before);
            assertThat(client.settled(LATER_SETS).values())
                    .allSatisfy(content -> assertThat(content.events()).isNotEmpty());
            assertThat(deadLetters(installation.kafka())).isEqualTo(letters);
            assertThat(names(installation.kafka()))
                    .containsAll(names(topics.derived()))
                    .containsAll(names(topics.ofGeneration(2).derived()));

            assertThat(run(installation.kafka()))
                    .as("the old one is still there")
                    .isEqualTo(2);
            assertThat(run(installation.kafka(), "clean")).isZero();
            assertThat(names(installation.kafka()))
                    .doesNotContainAnyElementsOf(names(topics.derived()))
                    .containsAll(names(topics.shared()))
                    .containsAll(names(topics.ofGeneration(2).derived()))
                    .doesNotContain(
                            "playhead-processor-session-state-changelog", "playhead-query-session-segments-changelog")
                    .contains(
                            "playhead-processor-g2-session-state-changelog",
                            "playhead-query-g2-session-segments-changelog");
            assertThat(data.resolve("processor/playhead-processor")).doesNotExist();
            assertThat(data.resolve("query/playhead-query")).doesNotExist();
            assertThat(answers(client)).isEqualTo(before);
            reading.set(false);
            assertThat(timelines.join())
                    .as("whoever reads notices neither the swap nor the end of the old one")
                    .containsExactly(
                            before.contents().values().iterator().next().timeline());
        }
        try (Installation installation = Installation.start(environment);
                QueryClient client = new QueryClient(installation.query())) {
            awaitGeneration(client, "serving", 2);
            assertThat(answers(client)).isEqualTo(before);
            assertThat(names(installation.kafka()))
                    .as("a start creates nothing of what was retired")
                    .doesNotContainAnyElementsOf(names(topics.derived()));
        }
    }

    @Test
    void aKillInTheMiddleIsGoneOnFrom(@TempDir Path data) throws Exception {
        Map<String, String> environment = TruthTest.environment(data);
        Answers before;
        try (PlayheadProcess process = PlayheadProcess.start("up", environment);
                QueryClient client = new QueryClient(process.query())) {
            send(process.gateway(), SETS);
            before = answers(client);
            CompletableFuture<Integer> interrupted = inBackground(process.kafka(), "--within", NEVER);
            awaitGeneration(client, "building", 2);
            process.kill();
            assertThat(interrupted.join()).isEqualTo(2);
        }
        try (Installation installation = Installation.start(environment);
                QueryClient client = new QueryClient(installation.query())) {
            awaitGeneration(client, "building", 2);
            assertThat(answers(client)).isEqualTo(before);

            assertThat(run(installation.kafka())).isZero();
            awaitGeneration(client, "serving", 2);
            assertThat(answers(client)).isEqualTo(before);
        }
    }

    @Test
    void whatIsGivenUpLeavesTheOldOneAndNothingElse(@TempDir Path data) throws Exception {
        Map<String, String> environment = TruthTest.environment(data);
        try (Installation installation = Installation.start(environment);
                QueryClient client = new QueryClient(installation.query())) {
            send(installation.gateway(), SETS);
            Answers before = answers(client);
            assertThat(run(installation.kafka(), "cancel"))
                    .as("there is nothing to give up")
                    .isEqualTo(2);
            assertThat(run(installation.kafka(), "clean")).isZero();

            CompletableFuture<Integer> given = inBackground(installation.kafka(), "--within", NEVER);
            awaitGeneration(client, "building", 2);
            assertThat(run(installation.kafka(), "cancel")).isZero();
            assertThat(given.join()).isEqualTo(2);

            awaitGeneration(client, "building", 0);
            assertThat(names(installation.kafka())).noneMatch(name -> name.contains(".g2.") || name.contains("-g2-"));
            assertThat(data.resolve("processor/playhead-processor-g2")).doesNotExist();
            assertThat(data.resolve("query/playhead-query-g2")).doesNotExist();
            assertThat(answers(client)).isEqualTo(before);

            assertThat(run(installation.kafka())).isZero();
            awaitGeneration(client, "serving", 3);
            assertThat(run(installation.kafka(), "cancel"))
                    .as("the old one is still there, and is had back")
                    .isZero();
            awaitGeneration(client, "serving", 1);
            assertThat(answers(client)).isEqualTo(before);
        }
    }

    @Test
    void whoeverDecidesLaterDecidesAlone(@TempDir Path data) throws Exception {
        try (OutsideKafka kafka = OutsideKafka.start(data)) {
            ClusterTopics cluster = ClusterTopics.of(kafka.environment(Map.of()));
            try (GenerationDecisions first = decisions(cluster)) {
                first.put(2, GenerationState.BUILDING);
                try (GenerationDecisions second = decisions(cluster)) {
                    second.put(2, GenerationState.RETIRED);
                    assertThatThrownBy(() -> first.put(2, GenerationState.SERVING))
                            .isInstanceOf(TakenOverException.class);
                }
            }
            assertThat(cluster.generations().serving()).isEqualTo(1);
            assertThat(cluster.generations().retired()).containsExactly(2);
        }
    }

    private static GenerationDecisions decisions(ClusterTopics cluster) {
        return new GenerationDecisions(
                cluster.kafka(), cluster.topics().generations(), TIMEOUT, InstantSource.system());
    }

    private static void send(String gateway, List<String> sets) throws Exception {
        assertThat(RecordedTraffic.send(gateway, RecordedTraffic.accepted(sets.toArray(String[]::new)), 2))
                .allMatch(status -> status / 100 == 2);
    }

    /** Puts something among the recordings that is none. */
    private static void spoil(String kafka, Topics topics) {
        try (RecordWriter writer = new RecordWriter(Map.of("bootstrap.servers", kafka), TIMEOUT)) {
            writer.write(new ProducerRecord<>(
                    topics.segments().name(),
                    "shop:s1".getBytes(StandardCharsets.UTF_8),
                    "no segment".getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static Answers answers(QueryClient client) {
        Map<String, Content> contents = client.settled(SETS);
        Map<String, String> summaries = new LinkedHashMap<>();
        for (String set : SETS) {
            ObjectNode summary = (ObjectNode) client.summary(QueryClient.sessionOf(set));
            summaries.put(set, summary.remove(ARRIVAL_FIELDS).toString());
        }
        return new Answers(contents, summaries);
    }

    /** All that is answered about one session, one request after the other; a failure is an answer as well. */
    private static CompletableFuture<Set<String>> timelinesWhile(AtomicBoolean reading, String query) {
        return CompletableFuture.supplyAsync(() -> {
            Set<String> answers = new HashSet<>();
            try (QueryClient client = new QueryClient(query)) {
                while (reading.get()) {
                    ObjectNode timeline = (ObjectNode) client.timeline(QueryClient.sessionOf(SETS.getFirst()));
                    answers.add(timeline.remove(ARRIVAL_FIELDS).toString());
                }
            }
            return answers;
        });
    }

    private static void awaitGeneration(QueryClient client, String state, int number) {
        String line = "playhead_query_generation{state=\"%s\"} %d.0".formatted(state, number);
        assertThat(QueryClient.eventually(
                        () -> client.get("/metrics").body(),
                        metrics -> metrics.lines().anyMatch(line::equals)))
                .contains(line);
    }

    private static CompletableFuture<Integer> inBackground(String kafka, String... arguments) {
        return CompletableFuture.supplyAsync(() -> run(kafka, arguments));
    }

    private static int run(String kafka, String... arguments) {
        return command(kafka, new StringWriter(), "reprocess", arguments);
    }

    private static String deadLetters(String kafka) {
        StringWriter out = new StringWriter();
        assertThat(command(kafka, out, "dead-letters", "list")).isZero();
        return out.toString();
    }

    private static int command(String kafka, StringWriter out, String name, String... arguments) {
        CommandLine command = Playhead.commandLine(Map.of(), Shutdown.none());
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        String[] words = new String[arguments.length + 3];
        words[0] = name;
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        words[arguments.length + 1] = "--kafka";
        words[arguments.length + 2] = kafka;
        return command.execute(words);
    }

    private static Set<String> names(String kafka) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            return admin.listTopics()
                    .names()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    private static List<String> names(List<Topic<?>> topics) {
        return topics.stream().map(Topic::name).toList();
    }
}
