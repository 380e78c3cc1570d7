// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Somebody who follows a session by its events alone, as docs/api.md tells to. */
public final class Follower {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** By which fields an item replaces an older one of its kind. */
    private static final Map<String, List<String>> KEYS = Map.of(
            "segment", List.of("view", "id"),
            "marker", List.of("kind", "id"),
            "inactivity", List.of("startMs"),
            "missing", List.of("view", "fromIndex"));

    private final Map<String, Map<String, JsonNode>> known = new HashMap<>();
    private final List<String> told = new ArrayList<>();
    private Optional<String> lastEventId = Optional.empty();
    private boolean ended;

    /** Takes whole events. */
    public void read(String events) {
        for (String event : events.split("\n\n", -1)) {
            Map<String, String> fields = new HashMap<>();
            event.lines()
                    .filter(line -> line.contains(": ") && !line.startsWith(":"))
                    .forEach(line -> {
                        String[] field = line.split(": ", 2);
                        fields.put(field[0], field[1]);
                    });
            Optional.ofNullable(fields.get("id")).ifPresent(id -> lastEventId = Optional.of(id));
            if (fields.containsKey("event")) {
                take(fields.get("event"), json(fields.getOrDefault("data", "")));
            }
        }
    }

    private void take(String name, JsonNode data) {
        told.add(name);
        switch (name) {
            case "reset" -> known.remove(data.path("event").asText());
            case "end" -> ended = true;
            default ->
                known.computeIfAbsent(name, kind -> new HashMap<>())
                        .put(
                                Objects.requireNonNull(KEYS.get(name), name).stream()
                                        .map(field -> data.path(field).asText())
                                        .toList()
                                        .toString(),
                                data);
        }
    }

    /** The items of a kind, in no order. */
    public List<JsonNode> items(String kind) {
        return List.copyOf(known.getOrDefault(kind, Map.of()).values());
    }

    /** Names of all events, in the order in which they came. */
    public List<String> told() {
        return told;
    }

    public Optional<String> lastEventId() {
        return lastEventId;
    }

    public boolean ended() {
        return ended;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
