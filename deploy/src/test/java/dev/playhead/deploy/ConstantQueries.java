// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks several instances without a pause, and compares each answer with what is known. An answer may be late, broken
 * off, refused with 503 or partial; but not wrong, and not partial without saying so.
 */
final class ConstantQueries implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int ASKING = 2;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> expected;
    private final List<String> paths;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Set<String> wrong = new ConcurrentSkipListSet<>();
    private final AtomicInteger whole = new AtomicInteger();
    private final AtomicInteger partial = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private final AtomicInteger stale = new AtomicInteger();
    private final ExecutorService asking = Executors.newFixedThreadPool(ASKING);

    /** @param expected what each address answers, of an instance that has everything */
    ConstantQueries(Map<String, String> expected) {
        this.expected = expected;
        this.paths = expected.keySet().stream().sorted().toList();
        for (int seed = 0; seed < ASKING; seed++) {
            Random random = new Random(seed);
            asking.execute(() -> askOn(random));
        }
    }

    /** One answer, whatever it is. */
    record Answer(int status, String body, boolean stale) {

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(body, e);
            }
        }
    }

    /** How many answers of each sort there were, and those that there must not be. */
    record Tally(Set<String> wrong, int whole, int partial, int refused, int broken, int stale) {}

    /** From now on, this one as well. */
    void ask(String instance) {
        asked.add(instance);
    }

    /** From now on, not this one: it is about to end. */
    void leaveOut(String instance) {
        asked.remove(instance);
    }

    List<String> sessionPaths() {
        return paths.stream().filter(path -> path.contains("/sessions/")).toList();
    }

    List<String> sessions() {
        return paths.stream().filter(path -> path.matches(".*/sessions/[^/]+")).toList();
    }

    List<String> sessionLists() {
        return paths.stream().filter(path -> path.endsWith("/sessions")).toList();
    }

    Answer erase(String instance, String session) {
        return send(HttpRequest.newBuilder(URI.create(instance + session)).DELETE());
    }

    Answer get(String instance, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(instance + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    answer.body(),
                    answer.headers().firstValue("Playhead-Stale").isPresent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Every answer of this instance, which has to have them all now or soon. */
    void assertAgrees(String instance) {
        for (String path : paths) {
            Answer answer = QueryClient.eventually(
                    () -> get(instance, path), last -> last.status() == 200 && isWhole(last.body()));
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(comparable(answer.body())).as(path).isEqualTo(comparable(expected(path)));
        }
    }

    /** Returns once each session is at two of these: its owner, and one that has a copy. */
    void awaitCopies(List<String> instances) {
        for (String path : sessionPaths()) {
            long holders = QueryClient.eventually(() -> holders(instances, path), count -> count >= 2);
            assertThat(holders).as(path).isGreaterThanOrEqualTo(2);
        }
    }

    private long holders(List<String> instances, String path) {
        return instances.stream()
                .map(instance -> get(instance, path, "Playhead-Generation", "1", "Playhead-Copies", "true"))
                .filter(answer -> answer.status() == 200)
                .count();
    }

    /** Stops asking. */
    Tally end() {
        asking.shutdownNow();
        return new Tally(Set.copyOf(wrong), whole.get(), partial.get(), refused.get(), broken.get(), stale.get());
    }

    @Override
    public void close() {
        asking.shutdownNow();
        asking.close();
        http.close();
    }

    private void askOn(Random random) {
        while (!asking.isShutdown()) {
            List<String> instances = List.copyOf(asked);
            if (instances.isEmpty()) {
                Thread.onSpinWait();
                continue;
            }
            String path = paths.get(random.nextInt(paths.size()));
            try {
                check(path, get(instances.get(random.nextInt(instances.size())), path));
            } catch (UncheckedIOException e) {
                broken.incrementAndGet();
            } catch (IllegalStateException e) {
                return; // it is over
            }
        }
    }

    private void check(String path, Answer answer) {
        stale.addAndGet(answer.stale() ? 1 : 0);
        if (answer.status() == 503) {
            refused.incrementAndGet();
        } else if (answer.status() != 200) {
            wrong.add("%s answered %d: %s".formatted(path, answer.status(), answer.body()));
        } else if (isWhole(answer.body())) {
            whole.incrementAndGet();
            if (!comparable(answer.body()).equals(comparable(expected(path)))) {
                wrong.add("%s answered %s".formatted(path, answer.body()));
            }
        } else {
            partial.incrementAndGet();
            if (!isPart(answer.json(), path)) {
                wrong.add("%s answered as a part %s".formatted(path, answer.body()));
            }
        }
    }

    private boolean isPart(JsonNode answer, String path) {
        try {
            return !answer.path("partitions").path("missing").isEmpty()
                    && items(JSON.readTree(expected(path))).containsAll(items(answer));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    private String expected(String path) {
        return Objects.requireNonNull(expected.get(path), path);
    }

    private static List<JsonNode> items(JsonNode list) {
        List<JsonNode> items = new ArrayList<>();
        list.path("items").forEach(items::add);
        return items;
    }

    private static boolean isWhole(String body) {
        return !body.contains("\"complete\":false");
    }

    /** But for how many partitions copies answered for. */
    private static String comparable(String body) {
        if (!body.contains("\"partitions\"")) {
            return body;
        }
        try {
            ObjectNode list = (ObjectNode) JSON.readTree(body);
            ((ObjectNode) list.path("partitions")).remove("stale");
            return list.toString();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(body, e);
        }
    }
}
