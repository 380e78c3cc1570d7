// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.wire.RrwebWire.EventType;
import dev.playhead.formats.wire.RrwebWire.Source;

/**
 * Keeps from the player what it could not carry out: operations on nodes not seen since the last full snapshot, because
 * a segment is missing or the sanitiser took them out. The player would warn, or stall for half a second.
 *
 * <p>Mutations need nodes that the player holds at that point (see {@link PlayableMutation}). Anything else may also
 * refer to a node since removed: a click is often reported after the mutation that it caused, and the player lets it
 * be. Before the first full snapshot no incremental event means anything.
 */
final class SeenNodes {

    private final NodeTree tree = new NodeTree();
    private boolean anySnapshot;
    private long dropped;

    /** Takes what cannot be played out of an event; false if nothing is left of it. */
    boolean admit(ObjectNode event) {
        return switch (event.path("type").asInt(-1)) {
            case EventType.FULL_SNAPSHOT -> fullSnapshot(event.path("data").path("node"));
            case EventType.INCREMENTAL -> incremental(event.path("data"));
            default -> true; // Meta, custom, plugin, page load: about no node
        };
    }

    /** Operations dropped so far; an incremental event before the first full snapshot counts as one. */
    long dropped() {
        return dropped;
    }

    private boolean fullSnapshot(JsonNode document) {
        if (!document.isObject()) {
            return drop();
        }
        anySnapshot = true;
        tree.clear();
        tree.attachTree(document, null, removed -> {});
        return true;
    }

    private boolean incremental(JsonNode payload) {
        if (!anySnapshot || !(payload instanceof ObjectNode data)) {
            return drop();
        }
        return switch (data.path("source").asInt(-1)) {
            case Source.MUTATION -> mutation(data);
            case Source.MOUSE_MOVE, Source.TOUCH_MOVE, Source.DRAG -> positions(data);
            case Source.SELECTION -> ranges(data);
            default -> isSeen(data.path("id")) || drop();
        };
    }

    private boolean mutation(ObjectNode data) {
        dropped += PlayableMutation.reduce(data, tree);
        return !PlayableMutation.isEmpty(data);
    }

    /** An event without positions must not pass: the player reads the last one unchecked. */
    private boolean positions(ObjectNode data) {
        ArrayNode seen = data.arrayNode();
        for (JsonNode position : data.path("positions")) {
            if (isSeen(position.path("id"))) {
                seen.add(position);
            } else {
                dropped++;
            }
        }
        data.set("positions", seen);
        return !seen.isEmpty();
    }

    /** No range at all means that the selection was cleared; that passes. */
    private boolean ranges(ObjectNode data) {
        ArrayNode seen = data.arrayNode();
        JsonNode ranges = data.path("ranges");
        for (JsonNode range : ranges) {
            if (isSeen(range.path("start")) && isSeen(range.path("end"))) {
                seen.add(range);
            } else {
                dropped++;
            }
        }
        boolean cleared = ranges.isEmpty();
        data.set("ranges", seen);
        return cleared || !seen.isEmpty();
    }

    private boolean isSeen(JsonNode reference) {
        long id = NodeIds.of(reference);
        return !NodeIds.given(reference) || id == NodeIds.UNKNOWN || tree.everHeld(id);
    }

    private boolean drop() {
        dropped++;
        return false;
    }
}
