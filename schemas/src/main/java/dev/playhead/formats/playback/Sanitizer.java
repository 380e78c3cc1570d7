// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.wire.RrwebWire.EventType;
import dev.playhead.formats.wire.RrwebWire.NodeType;
import dev.playhead.formats.wire.RrwebWire.Source;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Takes out of one lane's rrweb events what could run, navigate, embed or post. Recorded pages are written by whoever
 * can reach the gateway. This is the second layer: the player's sandbox keeps scripts from running and the content
 * security policy keeps the rest from loading, and both must hold without it.
 *
 * <p>Forbidden elements become an empty {@code noscript} under the same id, since later operations refer to them as
 * siblings. It can neither run nor load, accepts no meaning from attributes, is what the player itself makes of
 * scripts, and the player hides it. What was below a forbidden element, or is added to it later, is taken out.
 *
 * <p>Canvas mutations are left out: they are calls of methods that the sender names, which the player never makes.
 */
final class Sanitizer {

    private static final String INERT_TAG = "noscript";

    private final MarkupRules rules;
    private final Map<ElementKind, Set<Long>> special = new EnumMap<>(ElementKind.class);

    /** @param assetOrigins whether linked files may come from an origin, given as {@code https://host[:port]} */
    Sanitizer(Predicate<String> assetOrigins) {
        rules = new MarkupRules(assetOrigins);
    }

    /** Sanitises an event in place; false if nothing is left of it. */
    boolean sanitize(ObjectNode event) {
        JsonNode data = event.path("data");
        switch (event.path("type").asInt(-1)) {
            case EventType.FULL_SNAPSHOT -> {
                special.clear();
                node(data.path("node"));
            }
            case EventType.INCREMENTAL -> {
                switch (data.path("source").asInt(-1)) {
                    case Source.MUTATION -> mutation((ObjectNode) data);
                    case Source.CANVAS_MUTATION -> {
                        return false;
                    }
                    default -> {}
                }
            }
            default -> {}
        }
        return true;
    }

    private void mutation(ObjectNode mutation) {
        ArrayNode adds = mutation.arrayNode();
        for (JsonNode add : mutation.path("adds")) {
            if (!is(ElementKind.FORBIDDEN, NodeIds.of(add.path("parentId")))) {
                node(add.path("node"));
                adds.add(add);
            }
        }
        mutation.set("adds", adds);
        ArrayNode changes = mutation.arrayNode();
        for (JsonNode change : mutation.path("attributes")) {
            if (change.get("attributes") instanceof ObjectNode attributes) {
                attributesOf(NodeIds.of(change.path("id")), attributes);
                if (!attributes.isEmpty()) {
                    changes.add(change);
                }
            }
        }
        mutation.set("attributes", changes);
    }

    private void attributesOf(long id, ObjectNode attributes) {
        rules.clean(ElementKind.ORDINARY, attributes);
        for (ElementKind kind : special.keySet()) {
            if (is(kind, id)) {
                rules.clean(kind, attributes);
            }
        }
    }

    private void node(JsonNode node) {
        if (node instanceof ObjectNode element && node.path("type").asInt(-1) == NodeType.ELEMENT) {
            element(element);
        }
        node.path("childNodes").forEach(this::node);
    }

    private void element(ObjectNode element) {
        String tag = element.path("tagName").asText().toLowerCase(Locale.ROOT);
        ObjectNode attributes =
                element.get("attributes") instanceof ObjectNode present ? present : element.putObject("attributes");
        ElementKind kind = ElementKind.of(tag, attributes);
        if (kind != ElementKind.ORDINARY) {
            special.computeIfAbsent(kind, unseen -> new HashSet<>()).add(NodeIds.of(element.path("id")));
        }
        if (kind == ElementKind.FORBIDDEN) {
            element.retain("type", "id", "rootId", "isShadow");
            element.put("tagName", INERT_TAG).putObject("attributes");
            element.putArray("childNodes");
            return;
        }
        if (!tag.equals(element.path("tagName").textValue())) {
            element.put("tagName", tag);
        }
        rules.clean(kind, attributes);
    }

    private boolean is(ElementKind kind, long id) {
        return special.getOrDefault(kind, Set.of()).contains(id);
    }
}
