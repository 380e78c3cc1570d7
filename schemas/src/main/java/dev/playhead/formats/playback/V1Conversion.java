// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.wire.RrwebWire.EventType;
import dev.playhead.formats.wire.RrwebWire.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Datadog's records of SDK v4 to v6, which Guance sends as well, as rrweb events.
 *
 * <p>The two differ little, but where they do the rrweb player goes wrong quietly:
 *
 * <ul>
 *   <li>Types 6 to 9 (focus, view end, visual viewport, frustration) and source 9 (pointer interaction) have numbers
 *       that rrweb uses for something else, or not at all: left out.
 *   <li>An added node holds its whole subtree, of which the player would build the root only: one add a node.
 *   <li>A shadow root is a node of its own, and so are style sheets adopted by a document or shadow root: see
 *       {@link V1Nodes}.
 *   <li>An input record has either its text or whether it is checked; the player sets both.
 * </ul>
 */
final class V1Conversion {

    private final V1Nodes nodes = new V1Nodes();
    private long dropped;

    void meta(ObjectNode record, Consumer<ObjectNode> events) {
        events.accept(event(record, EventType.META, data(record)));
    }

    void fullSnapshot(ObjectNode record, Consumer<ObjectNode> events) {
        ObjectNode data = data(record);
        if (!(data.get("node") instanceof ObjectNode document)) {
            dropped++;
            return;
        }
        nodes.forget();
        List<ObjectNode> adopted = new ArrayList<>();
        nodes.convert(document, adopted);
        events.accept(event(record, EventType.FULL_SNAPSHOT, data));
        adopted.forEach(sheets -> events.accept(event(record, EventType.INCREMENTAL, sheets)));
    }

    void incremental(ObjectNode record, Consumer<ObjectNode> events) {
        ObjectNode data = data(record);
        switch (data.path("source").asInt(-1)) {
            case Source.MUTATION -> mutation(record, data, events);
            case Source.INPUT -> {
                input(data);
                events.accept(event(record, EventType.INCREMENTAL, data));
            }
            default -> events.accept(event(record, EventType.INCREMENTAL, data));
        }
    }

    /** Full snapshots without a page so far. */
    long dropped() {
        return dropped;
    }

    private void mutation(ObjectNode record, ObjectNode data, Consumer<ObjectNode> events) {
        data.path("removes").forEach(this::remove);
        List<ObjectNode> adopted = new ArrayList<>();
        ArrayNode adds = data.arrayNode();
        for (JsonNode add : data.path("adds")) {
            if (add.get("node") instanceof ObjectNode node) {
                add((ObjectNode) add, node, adds, adopted);
            }
        }
        data.set("adds", adds);
        data.path("attributes")
                .forEach(change -> nodes.attributesChanged(change.path("id").asLong(), change.path("attributes")));
        events.accept(event(record, EventType.INCREMENTAL, data));
        adopted.forEach(sheets -> events.accept(event(record, EventType.INCREMENTAL, sheets)));
    }

    private void add(ObjectNode add, ObjectNode node, ArrayNode adds, List<ObjectNode> adopted) {
        if (V1Nodes.isShadowRoot(node)) {
            long parent = add.path("parentId").asLong();
            flatten(nodes.convertShadowRoot(node, parent, adopted), parent, adds);
            return;
        }
        nodes.convert(node, adopted);
        Long host = nodes.hostOf(add.path("parentId").asLong());
        if (host != null) {
            add.put("parentId", host);
            node.put("isShadow", true);
        }
        JsonNode children = node.path("childNodes");
        adds.add(add);
        flattenBelow(node, children, adds);
    }

    private void remove(JsonNode remove) {
        Long host = nodes.hostOf(remove.path("parentId").asLong());
        if (host != null && remove instanceof ObjectNode object) {
            object.put("parentId", host).put("isShadow", true);
        }
    }

    private void flattenBelow(ObjectNode parent, JsonNode children, ArrayNode adds) {
        if (children instanceof ArrayNode array) {
            parent.set("childNodes", parent.arrayNode());
            flatten(array, parent.path("id").asLong(), adds);
        }
    }

    /** One add a node: each parent before its children, each child after its next sibling, which it names. */
    private void flatten(ArrayNode siblings, long parentId, ArrayNode adds) {
        for (int i = siblings.size() - 1; i >= 0; i--) {
            if (!(siblings.get(i) instanceof ObjectNode node)) {
                continue;
            }
            JsonNode next = siblings.path(i + 1);
            boolean sameTree =
                    next.path("isShadow").asBoolean() == node.path("isShadow").asBoolean();
            ObjectNode add = adds.addObject().put("parentId", parentId);
            add.set("nextId", sameTree && next.has("id") ? next.get("id") : add.nullNode());
            JsonNode children = node.path("childNodes");
            add.set("node", node);
            flattenBelow(node, children, adds);
        }
    }

    private void input(ObjectNode data) {
        if (!data.has("text")) {
            data.put("text", nodes.toggleValue(data.path("id").asLong()));
        }
        if (!data.has("isChecked")) {
            data.put("isChecked", false);
        }
    }

    private static ObjectNode data(ObjectNode record) {
        return record.get("data") instanceof ObjectNode data ? data : record.objectNode();
    }

    /** An event at the time of a record. */
    static ObjectNode event(ObjectNode record, int type, ObjectNode data) {
        ObjectNode event = record.objectNode().put("type", type);
        event.set("timestamp", record.path("timestamp"));
        event.set("data", data);
        return event;
    }
}
