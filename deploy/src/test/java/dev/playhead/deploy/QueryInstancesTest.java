// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.deploy.ConstantQueries.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Query services as processes of their own on one cluster: whoever is asked, the answer is the same. */
@Tag("cluster")
class QueryInstancesTest {

    private static final List<String> SETS = List.of("rrweb", "datadog-v5", "guance", "posthog", "sentry");
    private static final Duration STOP = Duration.ofSeconds(10);

    @Test
    void whoeverIsAskedAnswersTheSameWhileOthersComeAndGo(@TempDir Path data) throws Exception {
        try (OutsideKafka kafka = OutsideKafka.start(data);
                Drain drain = new Drain(STOP)) {
            Map<String, String> environment = kafka.environment(Map.of(
                    "PLAYHEAD_QUERY_STANDBYS", "1",
                    "PLAYHEAD_QUERY_SESSION_TIMEOUT", "PT6S"));
            Installation writers = Installation.start(environment, Set.of(Role.GATEWAY, Role.PROCESSOR), drain);
            List<CompletableFuture<PlayheadProcess>> starting = Stream.of("a", "b", "c")
                    .map(name -> CompletableFuture.supplyAsync(() -> start(environment, data, name)))
                    .toList();
            assertThat(RecordedTraffic.send(
                            writers.gateway(), RecordedTraffic.accepted(SETS.toArray(String[]::new)), 2))
                    .allMatch(status -> status / 100 == 2);
            try (PlayheadProcess a = starting.get(0).join();
                    PlayheadProcess b = starting.get(1).join();
                    PlayheadProcess c = starting.get(2).join()) {
                theyAgree(environment, data, a, b, c);
            }
        }
    }

    private static void theyAgree(
            Map<String, String> environment, Path data, PlayheadProcess a, PlayheadProcess b, PlayheadProcess c)
            throws Exception {
        Map<String, String> expected = expected(a.query());
        try (ConstantQueries queries = new ConstantQueries(expected)) {
            List.of(a, b, c).forEach(instance -> queries.assertAgrees(instance.query()));
            assertThat(sessionsTurning(queries, List.of(a, b, c)))
                    .as("pages, each of another instance")
                    .isEqualTo(sessionsTurning(queries, List.of(a)))
                    .hasSize(SETS.size());

            queries.awaitCopies(List.of(a.query(), b.query(), c.query()));
            queries.ask(a.query());
            queries.ask(b.query());
            queries.ask(c.query());

            queries.leaveOut(b.query());
            b.kill();
            for (String path : queries.sessionPaths()) {
                assertThat(List.of(queries.get(a.query(), path), queries.get(c.query(), path)))
                        .as("right after the kill: %s", path)
                        .allMatch(answer -> answer.status() == 200);
            }

            try (PlayheadProcess again = start(environment, data, "b");
                    PlayheadProcess d = start(environment, data, "d")) {
                queries.ask(again.query());
                queries.ask(d.query());
                queries.awaitCopies(List.of(a.query(), again.query(), c.query(), d.query()));
                queries.leaveOut(a.query());
                a.terminate();
                assertThat(a.exitCode(STOP)).isZero();
                List<String> left = List.of(again.query(), c.query(), d.query());
                queries.awaitCopies(left);

                left.forEach(queries::assertAgrees);
                ConstantQueries.Tally tally = queries.end();
                assertThat(tally.wrong()).isEmpty();
                assertThat(tally.whole()).isGreaterThan(100);
                assertThat(tally.stale()).as("answers of copies").isPositive();

                String session = queries.sessions().getFirst();
                assertThat(queries.erase(d.query(), session).status()).isEqualTo(202);
                assertThat(left)
                        .allSatisfy(instance -> assertThat(
                                        queries.get(instance, session).status())
                                .isEqualTo(410));
            }
        }
    }

    /** All sessions of all applications, page by page of one, each page asked of the next instance. */
    private static List<String> sessionsTurning(ConstantQueries queries, List<PlayheadProcess> instances) {
        List<String> sessions = new ArrayList<>();
        int page = 0;
        for (String list : queries.sessionLists()) {
            String cursor = "";
            while (cursor != null) {
                Answer answer = queries.get(
                        instances.get(page++ % instances.size()).query(),
                        list + "?limit=1" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
                assertThat(answer.status()).isEqualTo(200);
                answer.json().path("items").forEach(item -> sessions.add(item.toString()));
                cursor = answer.json().path("next").textValue();
            }
        }
        return sessions;
    }

    /** Each address and what it answers, once nothing changes any more. */
    private static Map<String, String> expected(String query) {
        try (QueryClient client = new QueryClient(query)) {
            client.settled(SETS);
            List<String> paths = new ArrayList<>(List.of("/api/v1/apps"));
            Set<String> apps = new TreeSet<>();
            for (String set : SETS) {
                String session = client.path(QueryClient.sessionOf(set));
                apps.add(session.replaceFirst("/sessions/.*", ""));
                paths.add(session);
                paths.add(session + "/timeline");
                paths.add(session + "/segments");
                paths.add(session + "/events");
                paths.add(session + "/errors");
            }
            for (String app : apps) {
                paths.add(app + "/sessions");
                paths.add(app + "/sessions?limit=1");
                paths.add(app + "/errors");
                paths.add(app + "/views");
                paths.add(app + "/facets?kind=errors");
            }
            Map<String, String> expected = new HashMap<>();
            paths.forEach(path -> expected.put(path, client.get(path).body()));
            return expected;
        }
    }

    private static PlayheadProcess start(Map<String, String> environment, Path data, String name) {
        Map<String, String> own = new HashMap<>(environment);
        own.put("PLAYHEAD_DATA", data.resolve(name).toString());
        own.put("PLAYHEAD_QUERY_INSTANCE", name);
        try {
            return PlayheadProcess.start("query", own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
