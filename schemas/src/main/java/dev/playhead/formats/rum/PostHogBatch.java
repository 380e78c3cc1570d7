// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.rum;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.playhead.formats.body.BodyJson;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.formats.facts.RumSlice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one request of PostHog's SDKs holds, in any shape that they came to send: an array of events, one event alone,
 * or {@code {"api_key","batch":[…]}}. Events are found where they lie and read no further than is needed to route them.
 *
 * <p>An event is {@code {"uuid","event","properties":{"token","$session_id","$window_id",…},"timestamp"}}; one named
 * {@code $snapshot} holds a piece of a recording as {@code properties.$snapshot_data}.
 */
public final class PostHogBatch {

    private static final String SNAPSHOT = "$snapshot";

    private final JsonParser json;
    private final List<Event> events = new ArrayList<>();
    private @Nullable String apiKey;

    private PostHogBatch(JsonParser json) {
        this.json = json;
    }

    /**
     * One event.
     *
     * @param from its first byte in the batch
     * @param to the byte after its last
     * @param app the project's token; null where neither event nor batch names it
     * @param snapshot where the recorded events lie; null where there are none
     * @param fault why it cannot be read; null where it can
     */
    public record Event(
            int from,
            int to,
            @Nullable String name,
            @Nullable String uuid,
            @Nullable String app,
            @Nullable String session,
            @Nullable String window,
            @Nullable String sdkName,
            @Nullable String sdkVersion,
            @Nullable Range snapshot,
            @Nullable String fault) {

        /** Whether it is a piece of a recording, be it a good one or not. */
        public boolean isSnapshot() {
            return SNAPSHOT.equals(name);
        }

        /** Whose it is, and where. */
        public RumSlice slice() {
            return RumSlice.of(from, to, app, session);
        }

        private Event ofApp(@Nullable String apiKey) {
            return app != null || apiKey == null
                    ? this
                    : new Event(from, to, name, uuid, apiKey, session, window, sdkName, sdkVersion, snapshot, fault);
        }
    }

    /** Bytes of the batch, {@code from} inclusive, {@code to} exclusive. */
    public record Range(int from, int to) {}

    /** All events in batch order; what cannot be read is among them, without ids. */
    public static List<Event> events(byte[] batch, BodyLimits limits) {
        try (JsonParser json = BodyJson.within(limits).createParser(batch)) {
            PostHogBatch reading = new PostHogBatch(json);
            reading.readAll(batch.length);
            return reading.events.stream()
                    .map(event -> event.ofApp(reading.apiKey))
                    .toList();
        } catch (IOException e) {
            return List.of(unreadable(0, batch.length, e));
        }
    }

    /** Where each event but the recording's own lies and whose it is, in batch order; unreadable ones without ids. */
    public static List<RumSlice> slices(byte[] batch) {
        return events(batch, BodyLimits.DEFAULT).stream()
                .filter(event -> !event.isSnapshot())
                .map(Event::slice)
                .toList();
    }

    /** The slices' events as an array of their own, each byte for byte. */
    public static byte[] join(byte[] batch, List<RumSlice> slices) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write('[');
        for (RumSlice slice : slices) {
            if (joined.size() > 1) {
                joined.write(',');
            }
            joined.write(batch, slice.from(), slice.to() - slice.from());
        }
        joined.write(']');
        return joined.toByteArray();
    }

    /** What came before a fault is kept; the rest is one event that cannot be read. */
    private void readAll(int length) {
        try {
            switch (json.nextToken()) {
                case START_ARRAY -> readArray();
                case START_OBJECT -> readObject();
                case null, default -> throw malformed("neither an array nor an object");
            }
            if (json.nextToken() != null) {
                throw malformed("something follows the batch");
            }
        } catch (IOException e) {
            int readTo = events.isEmpty() ? 0 : events.getLast().to();
            events.add(unreadable(readTo, length, e));
        }
    }

    private void readArray() throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            int from = startOfToken();
            if (json.currentToken() == JsonToken.START_OBJECT) {
                events.add(readEvent(from));
            } else {
                json.skipChildren();
                events.add(unreadable(from, endOfToken(), malformed("an event is not an object")));
            }
        }
    }

    /** Of a batch or of one event: only the end shows which. */
    private void readObject() throws IOException {
        int from = startOfToken();
        Draft alone = new Draft();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.START_ARRAY && (field.equals("batch") || field.equals("data"))) {
                readArray();
            } else {
                alone.take(field);
            }
        }
        apiKey = alone.app;
        if (events.isEmpty()) {
            events.add(alone.event(from, endOfToken()));
        }
    }

    private Event readEvent(int from) throws IOException {
        Draft draft = new Draft();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            draft.take(field);
        }
        return draft.event(from, endOfToken());
    }

    private @Nullable String text() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        json.skipChildren();
        return null;
    }

    private int startOfToken() {
        return (int) json.currentTokenLocation().getByteOffset();
    }

    private int endOfToken() {
        return (int) json.currentLocation().getByteOffset();
    }

    private static Event unreadable(int from, int to, IOException fault) {
        return new Event(
                from,
                to,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                MalformedBodyException.of(fault).detail());
    }

    private static MalformedBodyException malformed(String detail) {
        return new MalformedBodyException(RejectReason.MALFORMED, detail);
    }

    /** An event while its fields are met. */
    private final class Draft {

        private @Nullable String name;
        private @Nullable String uuid;
        private @Nullable String app;
        private @Nullable String session;
        private @Nullable String window;
        private @Nullable String sdkName;
        private @Nullable String sdkVersion;
        private @Nullable Range snapshot;

        void take(String field) throws IOException {
            switch (field) {
                case "event" -> name = text();
                case "uuid" -> uuid = text();
                case "api_key", "token" -> app = text();
                case "properties" -> takeProperties();
                default -> json.skipChildren();
            }
        }

        Event event(int from, int to) {
            return new Event(from, to, name, uuid, app, session, window, sdkName, sdkVersion, snapshot, null);
        }

        private void takeProperties() throws IOException {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                json.skipChildren();
                return;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "token" -> app = text();
                    case "$session_id" -> session = text();
                    case "$window_id" -> window = text();
                    case "$lib" -> sdkName = text();
                    case "$lib_version" -> sdkVersion = text();
                    case "$snapshot_data" -> {
                        int from = startOfToken();
                        boolean isArray = json.currentToken() == JsonToken.START_ARRAY;
                        json.skipChildren();
                        snapshot = isArray ? new Range(from, endOfToken()) : null;
                    }
                    default -> json.skipChildren();
                }
            }
        }
    }
}
