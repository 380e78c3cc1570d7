// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.upload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.schemas.SessionKey;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends a recorded session through a gateway, as an rrweb client would have: in batches, each of one view, numbered
 * over the session. To send it again changes nothing.
 */
public final class RecordingImport {

    private static final String PATH = "/rrweb/v1/batch";
    private static final String DEFAULT_APP = "import";
    private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(1);

    /** What the gateway calls a view that has no name. */
    private static final String MAIN_VIEW = "main";

    /** Far below what a gateway takes; an event that is larger is a batch of its own. */
    private static final int BATCH_CHARS = 1 << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI gateway;

    /** @param gateway its base URL */
    public RecordingImport(URI gateway) {
        this.gateway = gateway;
    }

    /** What was imported. */
    public record Imported(SessionKey session, long events, int batches) {}

    /**
     * Sends a whole file.
     *
     * @param app else that of the export, else {@code import}
     * @param session else a name made of the file's content, so that it is nobody else's
     * @throws NoRecordingException saying in one line why nothing, or not all of it, could be sent
     */
    public Imported send(Path file, Optional<String> app, Optional<String> session) {
        RecordingFile recording = new RecordingFile(file);
        RecordingFile.About about = recording.check();
        SessionKey key = key(app.or(about::app).orElse(DEFAULT_APP), session.orElseGet(() -> "import-" + about.hash()));
        try (GatewayClient client = new GatewayClient()) {
            Batches batches = new Batches(key, client);
            recording.read(batches::add);
            batches.flush();
            return new Imported(key, about.events(), batches.sent);
        } catch (UncheckedIOException e) {
            throw new NoRecordingException("%s (%s)".formatted(e.getMessage(), e.getCause()));
        }
    }

    private static SessionKey key(String app, String session) {
        if (!SessionKey.isId(app) || !SessionKey.isId(session)) {
            throw new NoRecordingException(
                    "not an id of an application and a session: '%s' '%s'".formatted(app, session));
        }
        return new SessionKey(app, session);
    }

    /** Events on their way. */
    private final class Batches {

        private final SessionKey key;
        private final GatewayClient client;
        private final StringBuilder events = new StringBuilder();
        private String view = MAIN_VIEW;
        private int sent;

        Batches(SessionKey key, GatewayClient client) {
            this.key = key;
            this.client = client;
        }

        void add(ObjectNode event) {
            String json = text(event);
            String viewOfEvent = event.path("view").asText(MAIN_VIEW);
            if (!viewOfEvent.equals(view) || events.length() + json.length() > BATCH_CHARS) {
                flush();
            }
            view = viewOfEvent;
            events.append(events.isEmpty() ? "" : ",").append(json);
        }

        void flush() {
            if (events.isEmpty()) {
                return;
            }
            ObjectNode head = JSON.createObjectNode()
                    .put("appId", key.app())
                    .put("sessionId", key.session())
                    .put("pageId", view)
                    .put("seq", sent);
            String headText = text(head);
            String body = headText.substring(0, headText.length() - 1) + ",\"events\":[" + events + "]}";
            HttpResponse<String> answer = client.send(HttpRequest.newBuilder(gateway.resolve(PATH))
                    .timeout(REQUEST_TIMEOUT)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                    .build());
            if (answer.statusCode() / 100 != 2) {
                throw new NoRecordingException("the gateway refused batch %d, nothing after it was sent: %d %s"
                        .formatted(sent, answer.statusCode(), reason(answer.body())));
            }
            sent++;
            events.setLength(0);
        }

        private static String reason(String problem) {
            try {
                JsonNode told = JSON.readTree(problem);
                return "%s, %s"
                        .formatted(
                                told.path("reason").asText(),
                                told.path("detail").asText());
            } catch (JsonProcessingException e) {
                return "with an answer that is not a gateway's";
            }
        }

        private static String text(ObjectNode value) {
            try {
                return JSON.writeValueAsString(value);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a tree of JSON can always be written", e);
            }
        }
    }
}
