// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plays mutations the plain way and fails wherever rrweb's player would warn, throw or wait: an independent word on
 * what a conversion gives out.
 */
final class StrictPlayer {

    private final Map<Long, Element> page = new HashMap<>();
    private @Nullable Element document;

    private static final class Element {
        private final JsonNode serialised;
        private String text;
        private @Nullable Element parent;
        private final List<Element> children = new ArrayList<>();

        Element(JsonNode serialised) {
            this.serialised = serialised;
            this.text = serialised.path("textContent").asText();
        }

        boolean isDocument() {
            return serialised.path("type").asInt(-1) == 0;
        }
    }

    void play(Iterable<? extends JsonNode> events) {
        events.forEach(event -> {
            JsonNode data = event.path("data");
            switch (event.path("type").asInt()) {
                case 2 -> {
                    page.clear();
                    document = build(data.path("node"), true);
                }
                case 3 -> {
                    if (data.path("source").asInt() == 0) {
                        mutate(data);
                    }
                }
                default -> {}
            }
        });
    }

    /** The page's text nodes in document order, outside of styles and scripts. */
    String text() {
        StringBuilder text = new StringBuilder();
        if (document != null) {
            collect(document, text);
        }
        return text.toString();
    }

    private void mutate(JsonNode data) {
        for (JsonNode remove : data.path("removes")) {
            Element element = element(remove.path("id"));
            if (element.parent == null || !element.parent.children.remove(element)) {
                throw new AssertionError("removes a node that is nowhere: " + remove);
            }
            if (element.parent != element(remove.path("parentId"))) {
                throw new AssertionError("removes a node from where it is not: " + remove);
            }
            if (element.isDocument()) {
                throw new AssertionError("removes a frame's document: " + remove);
            }
            forget(element);
        }
        data.path("adds").forEach(this::add);
        for (JsonNode change : data.path("texts")) {
            element(change.path("id")).text = change.path("value").asText();
        }
        data.path("attributes").forEach(change -> element(change.path("id")));
    }

    private void add(JsonNode add) {
        Element parent = element(add.path("parentId"));
        boolean document = add.at("/node/type").asInt() == 0;
        if (document) {
            forgetDocuments(parent);
        }
        JsonNode nextId = add.path("nextId");
        int position = parent.children.size();
        if (!nextId.isNull()) {
            position = parent.children.indexOf(element(nextId));
        }
        if (position < 0 || page.containsKey(add.at("/node/id").asLong())) {
            throw new AssertionError("cannot add " + add);
        }
        Element element = build(add.path("node"), document);
        element.parent = parent;
        parent.children.add(position, element);
    }

    private Element build(JsonNode serialised, boolean withChildren) {
        Element element = new Element(serialised);
        page.put(serialised.path("id").asLong(), element);
        if (!withChildren && !serialised.path("childNodes").isEmpty()) {
            throw new AssertionError("the player would not build the children of " + serialised.path("id"));
        }
        for (JsonNode child : serialised.path("childNodes")) {
            Element built = build(child, true);
            built.parent = element;
            element.children.add(built);
        }
        return element;
    }

    private void forgetDocuments(Element frame) {
        List<Element> documents =
                frame.children.stream().filter(Element::isDocument).toList();
        documents.forEach(this::forget);
        frame.children.removeAll(documents);
    }

    private void forget(Element element) {
        page.remove(element.serialised.path("id").asLong());
        element.children.forEach(this::forget);
    }

    private Element element(JsonNode id) {
        Element element = page.get(id.asLong());
        if (element == null) {
            throw new AssertionError("not there: node " + id);
        }
        return element;
    }

    private static void collect(Element element, StringBuilder text) {
        String tag = element.serialised.path("tagName").asText();
        if (tag.equals("style") || tag.equals("noscript")) {
            return;
        }
        if (!element.text.isBlank()) {
            text.append(element.text.strip()).append(' ');
        }
        element.children.forEach(child -> collect(child, text));
    }
}
