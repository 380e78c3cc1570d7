// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.testkit.Recordings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Reads an installation's answers as any client would. */
final class QueryClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration SETTLED = Duration.ofSeconds(3);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String query;

    QueryClient(String query) {
        this.query = query;
    }

    /** What has to be the same whatever the order and the number of uploads. */
    record Content(String timeline, String segments, String events) {}

    /** Content of the bundled sets' sessions, once it no longer changes. */
    Map<String, Content> settled(Collection<String> sets) {
        return settled(() -> contents(sets));
    }

    /** Content of a session, once it no longer changes. */
    Content settled(String session) {
        return settled(() -> content(session));
    }

    /** What is read, once it no longer changes. */
    static <T> T settled(Supplier<T> read) {
        AtomicReference<T> last = new AtomicReference<>();
        AtomicLong since = new AtomicLong();
        return eventually(read, value -> {
            if (!value.equals(last.getAndSet(value))) {
                since.set(System.nanoTime());
            }
            return System.nanoTime() - since.get() > SETTLED.toNanos();
        });
    }

    private Map<String, Content> contents(Collection<String> sets) {
        Map<String, Content> contents = new LinkedHashMap<>();
        sets.forEach(set -> contents.put(set, content(sessionOf(set))));
        return contents;
    }

    private Content content(String session) {
        String path = path(session);
        ObjectNode timeline = (ObjectNode) json(path + "/timeline");
        timeline.remove("status");
        timeline.remove("revision");
        return new Content(timeline.toString(), text(path + "/segments"), text(path + "/events"));
    }

    JsonNode timeline(String session) {
        return json(path(session) + "/timeline");
    }

    JsonNode summary(String session) {
        return json(path(session));
    }

    /** A session's RUM items, out of the list over all sessions; they have to fit into a page. */
    JsonNode items(String session, String kind) {
        String app = path(session).replaceFirst("/sessions/.*", "");
        JsonNode list = json("%s/%s?limit=500&session=%s".formatted(app, kind, session));
        if (!list.path("next").isNull()) {
            throw new AssertionError("more %s than a page has".formatted(kind));
        }
        return list.path("items");
    }

    JsonNode itemsOfSession(String session, String kind) {
        return json(path(session) + "/" + kind).path("items");
    }

    JsonNode segments(String session) {
        return json(path(session) + "/segments");
    }

    /** A segment's bytes, as the SDK sent them. */
    byte[] raw(String session, String segment) {
        String path = path(session) + "/segments/" + segment + "/raw";
        HttpResponse<byte[]> answer = get(path, BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new AssertionError("%s answered %d".formatted(path, answer.statusCode()));
        }
        return answer.body();
    }

    /** The only session of a bundled set. */
    static String sessionOf(String set) {
        return Recordings.truth(set).path("sessions").path(0).path("sessionId").asText();
    }

    /** The first value that is as wanted, or the last one after a minute. */
    static <T> T eventually(Supplier<T> read, Predicate<T> asWanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        T value = read.get();
        while (!asWanted.test(value) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL.toNanos());
            value = read.get();
        }
        return value;
    }

    @Override
    public void close() {
        http.close();
    }

    /** The session's path, once it is known. */
    String path(String session) {
        return Objects.requireNonNull(eventually(() -> known(session), path -> !path.isEmpty()));
    }

    private String known(String session) {
        for (JsonNode app : json("/api/v1/apps").path("items")) {
            String path =
                    "/api/v1/apps/%s/sessions/%s".formatted(app.path("app").asText(), session);
            if (get(path).statusCode() == 200) {
                return path;
            }
        }
        return "";
    }

    JsonNode json(String path) {
        try {
            return JSON.readTree(text(path));
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    private String text(String path) {
        HttpResponse<String> answer = get(path);
        if (answer.statusCode() != 200) {
            throw new AssertionError("%s answered %d: %s".formatted(path, answer.statusCode(), answer.body()));
        }
        return answer.body();
    }

    HttpResponse<String> get(String path) {
        return get(path, BodyHandlers.ofString());
    }

    /** A link to a session that holds for an hour. */
    JsonNode share(String path) throws IOException {
        HttpRequest wish = HttpRequest.newBuilder(URI.create(query + path + "/shares"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"expiresInMs\":3600000}"))
                .build();
        HttpResponse<String> made = send(wish, BodyHandlers.ofString());
        if (made.statusCode() != 201) {
            throw new AssertionError("answered %d: %s".formatted(made.statusCode(), made.body()));
        }
        return JSON.readTree(made.body());
    }

    HttpResponse<String> delete(String path) {
        return send(HttpRequest.newBuilder(URI.create(query + path)).DELETE().build(), BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> get(String path, BodyHandler<T> body) {
        return send(HttpRequest.newBuilder(URI.create(query + path)).build(), body);
    }

    private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body) {
        try {
            return http.send(request, body);
        } catch (IOException e) {
            throw new UncheckedIOException(request.uri().getPath(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
