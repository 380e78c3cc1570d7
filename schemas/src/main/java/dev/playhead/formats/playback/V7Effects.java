// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.wire.RrwebWire.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the operations of one record do to what the player shows already. Of a node that is new, nothing but that: it is
 * shown as it is in the end.
 */
final class V7Effects {

    private final Set<V7Node> added = new LinkedHashSet<>();
    private final ArrayNode removes = EventJson.NODES.arrayNode();
    private final Map<V7Node, ObjectNode> attributes = new LinkedHashMap<>();
    private final Map<V7Node, String> texts = new LinkedHashMap<>();
    private final Set<V7Node> adopting = new LinkedHashSet<>();
    private final Set<V7Node> scrolled = new LinkedHashSet<>();
    private final List<ObjectNode> others = new ArrayList<>();

    void added(V7Node node) {
        added.add(node);
    }

    boolean isNew(V7Node node) {
        return added.contains(node);
    }

    /** To be told before the node is detached. */
    void removed(V7Node node) {
        if (node.isShadowRoot()) { // of which the player knows nothing but what is in it
            for (V7Node child = node.firstChild(); child != null; child = child.next()) {
                remove(child);
            }
        } else {
            remove(node);
        }
        node.forEach(below -> {
            added.remove(below);
            adopting.remove(below);
            scrolled.remove(below);
        });
    }

    private void remove(V7Node node) {
        V7Node holder = node.holder();
        if (!isNew(node) && holder != null) {
            ObjectNode remove = removes.addObject().put("parentId", holder.id()).put("id", node.id());
            if (node.isInShadowRoot()) {
                remove.put("isShadow", true);
            }
        }
    }

    /** @param value null where the attribute is gone */
    void attribute(V7Node node, String name, @Nullable String value) {
        if (!isNew(node)) {
            attributes.computeIfAbsent(node, _ -> EventJson.NODES.objectNode()).put(name, value);
        }
    }

    void text(V7Node node) {
        if (!isNew(node)) {
            texts.put(node, node.text);
        }
    }

    /** A document or shadow root adopts other sheets, new or not: the player is told by an event either way. */
    void adopts(V7Node node) {
        adopting.add(node);
    }

    /** An element, or the page, was scrolled: the player adds what is new unscrolled. */
    void scrolled(V7Node node) {
        scrolled.add(node);
    }

    /** Data of an event about a node that is shown already. */
    void event(V7Node node, ObjectNode data) {
        if (!isNew(node)) {
            others.add(data);
        }
    }

    /**
     * The data of the events that bring it about, in the order in which the player can follow.
     *
     * @param sheets gives the data of the event by which a node adopts its sheets
     */
    void forEachEvent(Function<V7Node, ObjectNode> sheets, Consumer<ObjectNode> events) {
        ObjectNode mutation = mutation();
        if (!PlayableMutation.isEmpty(mutation)) {
            events.accept(mutation);
        }
        afterwards(sheets, events);
        scrolled.forEach(node -> events.accept(scroll(node)));
    }

    private static ObjectNode scroll(V7Node node) {
        ObjectNode scroll =
                EventJson.NODES.objectNode().put("source", Source.SCROLL).put("id", node.id());
        if (node.scroll != null) {
            scroll.set("x", node.scroll.get(0));
            scroll.set("y", node.scroll.get(1));
        }
        return scroll;
    }

    /** Likewise without the mutation: the whole page is shown anew. */
    void afterwards(Function<V7Node, ObjectNode> sheets, Consumer<ObjectNode> events) {
        adopting.forEach(node -> events.accept(sheets.apply(node)));
        others.forEach(events);
    }

    private ObjectNode mutation() {
        ObjectNode mutation = EventJson.NODES.objectNode().put("source", Source.MUTATION);
        ArrayNode adds = mutation.putArray("adds");
        added.forEach(node -> add(node, adds)); // parents were made before their children
        mutation.set("removes", removes);
        ArrayNode changes = mutation.putArray("attributes");
        attributes.forEach(
                (node, changed) -> changes.addObject().put("id", node.id()).set("attributes", changed));
        ArrayNode changedTexts = mutation.putArray("texts");
        texts.forEach(
                (node, text) -> changedTexts.addObject().put("id", node.id()).put("value", text));
        return mutation;
    }

    private static void add(V7Node node, ArrayNode adds) {
        V7Node holder = node.holder();
        if (node.isShadowRoot() || holder == null) {
            return;
        }
        V7Node next = node.nextShown();
        ObjectNode add = adds.addObject().put("parentId", holder.id());
        if (next == null) {
            add.putNull("nextId");
        } else {
            add.put("nextId", next.id());
        }
        add.set("node", V7Serialisation.alone(node));
    }
}
