// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.wire.RrwebWire.NodeType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites serialised nodes of V1 in place as rrweb's, and remembers what later records of the lane need of them, until
 * the next full snapshot.
 *
 * <ul>
 *   <li>A shadow root is a child of type 11 in V1. In rrweb its children are the host's own, marked {@code isShadow}.
 *   <li>Adopted style sheets are an attribute of a document or shadow root in V1, an event of their own in rrweb.
 *   <li>The player sets every attribute that is there, so {@code checked: false} would tick the box.
 *   <li>CDATA sections cannot be built in an HTML document; an empty text node stands in for them.
 * </ul>
 */
final class V1Nodes {

    private static final int SHADOW_ROOT = 11;
    private static final Set<String> TOGGLES = Set.of("checkbox", "radio");
    private static final String DEFAULT_TOGGLE_VALUE = "on";

    private final Map<Long, Long> hostByShadowRoot = new HashMap<>();
    private final Map<Long, String> valueByToggle = new HashMap<>();
    private int lastStyleId;

    static boolean isShadowRoot(JsonNode node) {
        return node.path("type").asInt(-1) == SHADOW_ROOT;
    }

    /** Starts afresh, as a full snapshot does. */
    void forget() {
        hostByShadowRoot.clear();
        valueByToggle.clear();
        lastStyleId = 0;
    }

    /** Host of a shadow root; null if the node is none. */
    @Nullable
    Long hostOf(long node) {
        return hostByShadowRoot.get(node);
    }

    /** The value that a checkbox or radio button submits, which an input record of one leaves out. */
    String toggleValue(long node) {
        return valueByToggle.getOrDefault(node, DEFAULT_TOGGLE_VALUE);
    }

    void attributesChanged(long node, JsonNode attributes) {
        JsonNode value = attributes.path("value");
        if (value.isTextual()) {
            valueByToggle.replace(node, value.textValue());
        }
    }

    /**
     * Converts a node and everything below it.
     *
     * @param adopted takes the data of one event for each list of adopted style sheets
     */
    void convert(ObjectNode node, List<ObjectNode> adopted) {
        takeAdopted(node, node.path("id").asLong(), adopted);
        switch (node.path("type").asInt(-1)) {
            case NodeType.ELEMENT -> {
                convertAttributes(node);
                convertChildren(node, adopted);
            }
            case NodeType.DOCUMENT -> convertChildren(node, adopted);
            case NodeType.CDATA -> node.put("type", NodeType.TEXT).put("textContent", "");
            default -> {}
        }
    }

    /** Converts a shadow root into what its host gets as children. */
    ArrayNode convertShadowRoot(ObjectNode root, long host, List<ObjectNode> adopted) {
        hostByShadowRoot.put(root.path("id").asLong(), host);
        takeAdopted(root, host, adopted);
        ArrayNode children = root.arrayNode();
        for (JsonNode child : root.path("childNodes")) {
            if (child instanceof ObjectNode node) {
                convert(node, adopted);
                children.add(node.put("isShadow", true));
            }
        }
        return children;
    }

    private void convertChildren(ObjectNode parent, List<ObjectNode> adopted) {
        ArrayNode children = parent.arrayNode();
        for (JsonNode child : parent.path("childNodes")) {
            if (!(child instanceof ObjectNode node)) {
                continue;
            }
            if (isShadowRoot(node)) {
                parent.put("isShadowHost", true);
                children.addAll(convertShadowRoot(node, parent.path("id").asLong(), adopted));
            } else {
                convert(node, adopted);
                children.add(node);
            }
        }
        parent.set("childNodes", children);
    }

    private void convertAttributes(ObjectNode element) {
        if (!(element.get("attributes") instanceof ObjectNode attributes)) {
            return;
        }
        removeIfFalse("checked", attributes);
        removeIfFalse("selected", attributes);
        if (TOGGLES.contains(attributes.path("type").asText().toLowerCase(Locale.ROOT))) {
            valueByToggle.put(
                    element.path("id").asLong(), attributes.path("value").asText(DEFAULT_TOGGLE_VALUE));
        }
    }

    private static void removeIfFalse(String name, ObjectNode attributes) {
        if (attributes.get(name) instanceof BooleanNode value && !value.booleanValue()) {
            attributes.remove(name);
        }
    }

    private void takeAdopted(ObjectNode owner, long target, List<ObjectNode> adopted) {
        JsonNode sheets = owner.remove("adoptedStyleSheets");
        if (sheets == null) {
            return;
        }
        List<StyleSheet> enabled = new ArrayList<>();
        for (JsonNode sheet : sheets) {
            if (!sheet.path("disabled").asBoolean()) {
                List<String> media = texts(sheet.path("media")).toList();
                enabled.add(new StyleSheet(
                        ++lastStyleId,
                        texts(sheet.path("cssRules"))
                                .map(rule -> StyleSheet.inMedia(media, rule))
                                .toList()));
            }
        }
        adopted.add(StyleSheet.adopted(target, enabled));
    }

    private static Stream<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText);
    }
}
