// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;

/** rrweb events as NDJSON, each with the extra field {@code view}. */
final class EventLines {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CUSTOM = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    void event(String view, ObjectNode event) {
        event.put("view", view);
        try {
            out.writeBytes(JSON.writeValueAsBytes(event));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON can always be written", e);
        }
        out.write('\n');
    }

    /** An rrweb custom event that says where data is missing. */
    void gap(Damage damage) {
        ObjectNode event = JSON.createObjectNode();
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
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }
}
