// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.upload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A file of rrweb events: an array of them, or an object that has one under {@code events}, as an export is. Read event
 * by event, however large it is.
 */
final class RecordingFile {

    /** One event may be a full snapshot with pictures in it. */
    private static final int MAX_TEXT = 128 << 20;

    /** {@code EventType.FullSnapshot} of rrweb. */
    private static final int FULL_SNAPSHOT = 2;

    private static final int HASH_BYTES = 8;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(MAX_TEXT).build())
            .build());

    private final Path file;

    RecordingFile(Path file) {
        this.file = file;
    }

    /** Takes the events of a file, one after the other. */
    interface Events {

        void event(ObjectNode event);
    }

    /**
     * What a file says of itself.
     *
     * @param app that an export names
     * @param hash of its content, which tells it from any other
     * @param events how many there are
     */
    record About(Optional<String> app, String hash, long events) {}

    /**
     * Reads all of it, so that nothing is sent of what is broken somewhere.
     *
     * @throws NoRecordingException saying in one line what is wrong with it
     */
    About check() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Reading reading = new Reading(event -> {});
            try (InputStream in = new DigestInputStream(new BufferedInputStream(Files.newInputStream(file)), digest)) {
                reading.read(in);
                in.transferTo(OutputStream.nullOutputStream()); // the hash is about all bytes
            }
            if (reading.events == 0) {
                throw new NoRecordingException(file + " has no events");
            }
            if (!reading.hasFullSnapshot) {
                throw new NoRecordingException(file + " has no full snapshot, so that nothing of it could be shown");
            }
            return new About(reading.app, HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES), reading.events);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** @throws NoRecordingException if it cannot be read any more */
    void read(Events events) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            new Reading(events).read(in);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Never with a text of the file, which was recorded. */
    private NoRecordingException unreadable(IOException e) {
        return switch (e) {
            case JsonProcessingException broken ->
                new NoRecordingException("%s is broken JSON at line %d, column %d"
                        .formatted(
                                file,
                                broken.getLocation().getLineNr(),
                                broken.getLocation().getColumnNr()));
            default -> new NoRecordingException("cannot read %s (%s)".formatted(file, e));
        };
    }

    private final class Reading {

        private final Events to;
        private Optional<String> app = Optional.empty();
        private long events;
        private boolean hasFullSnapshot;

        Reading(Events to) {
            this.to = to;
        }

        void read(InputStream in) throws IOException {
            try (JsonParser json = JSON.createParser(in)) {
                json.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
                switch (json.nextToken()) {
                    case START_ARRAY -> events(json);
                    case START_OBJECT -> fields(json);
                    case null, default -> throw noEvents();
                }
                if (json.nextToken() != null) {
                    throw new NoRecordingException("more text follows the recording in " + file);
                }
            }
        }

        private void fields(JsonParser json) throws IOException {
            boolean found = false;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("events") && value == JsonToken.START_ARRAY) {
                    events(json);
                    found = true;
                } else if (name.equals("session") && value == JsonToken.START_OBJECT) {
                    JsonNode session = JSON.readTree(json);
                    app = Optional.ofNullable(session.path("app").textValue());
                } else {
                    json.skipChildren();
                }
            }
            if (!found) {
                throw noEvents();
            }
        }

        private void events(JsonParser json) throws IOException {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                JsonNode value = JSON.readTree(json);
                if (!(value instanceof ObjectNode event)
                        || !event.path("type").isInt()
                        || !event.path("timestamp").isNumber()) {
                    throw new NoRecordingException("event %d of %s is no rrweb event: it needs a type and a timestamp"
                            .formatted(events, file));
                }
                events++;
                hasFullSnapshot |= event.path("type").intValue() == FULL_SNAPSHOT;
                to.event(event);
            }
        }

        private NoRecordingException noEvents() {
            return new NoRecordingException(
                    file + " is neither an array of rrweb events nor an object with one as 'events'");
        }
    }
}
