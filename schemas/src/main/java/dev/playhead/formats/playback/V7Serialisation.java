// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.wire.RrwebWire.NodeType;
import java.util.Locale;

/** Nodes of a v7 page as rrweb serialises them. */
final class V7Serialisation {

    private static final String SVG = "svg>";

    private V7Serialisation() {}

    /** A node with everything below it. Deep as the page is: whoever builds one limits that. */
    static ObjectNode tree(V7Node node) {
        ObjectNode serialised = alone(node);
        if (serialised.get("childNodes") instanceof ArrayNode children) {
            for (V7Node child = node.firstChild(); child != null; child = child.next()) {
                if (child.isShadowRoot()) {
                    for (V7Node inside = child.firstChild(); inside != null; inside = inside.next()) {
                        children.add(tree(inside));
                    }
                } else {
                    children.add(tree(child));
                }
            }
        }
        return serialised;
    }

    /** A node without what is below it. */
    static ObjectNode alone(V7Node node) {
        ObjectNode serialised = EventJson.NODES.objectNode();
        switch (node.name()) {
            case V7Node.DOCUMENT -> {
                serialised.put("type", NodeType.DOCUMENT);
                serialised.putArray("childNodes");
            }
            case V7Node.DOCTYPE -> {
                serialised.put("type", NodeType.DOCUMENT_TYPE);
                serialised.put("name", node.doctype.get(0));
                serialised.put("publicId", node.doctype.get(1));
                serialised.put("systemId", node.doctype.get(2));
            }
            case V7Node.TEXT -> serialised.put("type", NodeType.TEXT).put("textContent", node.text);
            default -> {
                if (node.isElement()) {
                    element(node, serialised);
                } else { // such as a CDATA section, which cannot be built in an HTML document
                    serialised.put("type", NodeType.TEXT).put("textContent", "");
                }
            }
        }
        serialised.put("id", node.id());
        if (node.isInShadowRoot()) {
            serialised.put("isShadow", true);
        }
        return serialised;
    }

    private static void element(V7Node node, ObjectNode serialised) {
        boolean svg = node.name().startsWith(SVG);
        String tag = svg ? node.name().substring(SVG.length()) : node.name().toLowerCase(Locale.ROOT);
        serialised.put("type", NodeType.ELEMENT).put("tagName", tag);
        if (svg) {
            serialised.put("isSVG", true);
        }
        if (node.hasShadowRoot()) {
            serialised.put("isShadowHost", true);
        }
        attributes(node, tag, serialised.putObject("attributes"));
        serialised.putArray("childNodes");
    }

    private static void attributes(V7Node node, String tag, ObjectNode attributes) {
        node.attributes.forEach(attributes::put);
        if (node.cssText != null) {
            attributes.put("_cssText", node.cssText);
        }
        if (node.size != null) {
            attributes.put("rr_width", node.size.get(0).asText() + "px");
            attributes.put("rr_height", node.size.get(1).asText() + "px");
        }
        if (node.scroll != null) {
            attributes.set("rr_scrollLeft", node.scroll.get(0));
            attributes.set("rr_scrollTop", node.scroll.get(1));
        }
        if (node.value != null) {
            attributes.put("value", node.value);
        }
        if (node.selected != null) { // false would set the attribute too, and so tick the box
            String attribute = tag.equals("option") ? "selected" : "checked";
            attributes.remove(attribute);
            if (node.selected) {
                attributes.put(attribute, true);
            }
        }
        if (node.playing != null) {
            attributes.put("rr_mediaState", node.playing ? "played" : "paused");
        }
    }
}
