// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.testkit.Uploads;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The view lanes of the bundled recordings: by view, each with its accepted bodies by index. */
final class RecordedLanes {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordedLanes() {}

    /** A lane of one view. */
    record Lane(String set, String view, SortedMap<Integer, Body> segments) {

        RrwebConversion conversion() {
            return Uploads.format(set).conversion(_ -> false);
        }

        /** All events with nothing missing. */
        List<ObjectNode> events() {
            return convert(conversion(), segments.values());
        }

        @Override
        public String toString() {
            return "%s %s of %d segments".formatted(set, view, segments.size());
        }
    }

    static List<Lane> of(String... sets) {
        List<Lane> lanes = new ArrayList<>();
        for (String set : sets) {
            Map<String, SortedMap<Integer, Body>> views = new LinkedHashMap<>();
            if (Uploads.sentrySets().contains(set)) {
                Uploads.replays(set).forEach(replay -> put(views, "main", replay.index(), replay.segment()));
            } else {
                Uploads.segments(set).forEach(body -> add(set, body, views));
            }
            views.forEach((view, segments) -> lanes.add(new Lane(set, view, segments)));
        }
        return lanes;
    }

    static List<ObjectNode> convert(RrwebConversion conversion, Collection<Body> segments) {
        List<ObjectNode> events = new ArrayList<>();
        try {
            for (Body segment : segments) {
                conversion.convert(segment, events::add);
            }
        } catch (MalformedBodyException e) {
            throw new UncheckedIOException(e);
        }
        return events;
    }

    private static boolean isRrweb(String set) {
        return set.startsWith("rrweb");
    }

    private static void add(String set, Body body, Map<String, SortedMap<Integer, Body>> views) {
        JsonNode segment = tree(body);
        if (set.equals("posthog")) { // one window, and sent in order
            put(views, "window", views.getOrDefault("window", new TreeMap<>()).size(), body);
        } else if (isRrweb(set)) {
            put(views, segment.path("pageId").asText(), segment.path("seq").asInt(), body);
        } else {
            put(
                    views,
                    segment.path("view").path("id").asText(),
                    segment.path("index_in_view").asInt(),
                    body);
        }
    }

    private static void put(Map<String, SortedMap<Integer, Body>> views, String view, int index, Body body) {
        views.computeIfAbsent(view, unseen -> new TreeMap<>()).put(index, body);
    }

    private static JsonNode tree(Body body) {
        try (InputStream in = body.open()) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
