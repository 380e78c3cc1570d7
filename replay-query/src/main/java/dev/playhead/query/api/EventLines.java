// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.playback.EventJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** rrweb events as NDJSON, each with the extra field {@code view}. */
final class EventLines {

    /** Lines end themselves. */
    private static final JsonFactory JSON =
            new JsonFactoryBuilder().rootValueSeparator((String) null).build();

    private static final int CUSTOM = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final JsonGenerator lines;

    EventLines() {
        try {
            lines = JSON.createGenerator(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void event(String view, ObjectNode event) {
        event.put("view", view);
        try {
            EventJson.write(event, lines);
            lines.writeRaw('\n');
        } catch (IOException e) {
            throw new IllegalStateException("a tree of JSON can always be written", e);
        }
    }

    /** An rrweb custom event that says where data is missing. */
    void gap(Damage damage) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("type", CUSTOM);
        event.put("timestamp", damage.startMs());
        event.putObject("data")
                .put("tag", "playhead.gap")
                .putObject("payload")
                .put("reason", damage.reason())
                .put("untilMs", damage.endMs())
                .put("playable", damage.playable());
        event(damage.view(), event);
    }

    /** What was written since the last call. */
    byte[] take() {
        try {
            lines.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }
}
