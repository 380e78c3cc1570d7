// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.wire.BrowserSdkWire.ChangeOperation;
import dev.playhead.formats.wire.BrowserSdkWire.PlaybackState;
import dev.playhead.formats.wire.BrowserSdkWire.SelectionState;
import dev.playhead.formats.wire.RrwebWire.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A page as the operations of a v7 lane build and change it. Everything is named by its place in the order of creation:
 * texts, nodes, style sheets. What refers to something that is not there is left out and counted.
 */
final class V7Page {

    private static final String DEFAULT_TOGGLE_VALUE = "on";
    private static final Pattern SPACES = Pattern.compile("[\\t\\n\\f\\r ]+");

    /** Some hundred times what large pages have; each costs up to a kilobyte of heap. */
    private static final int MOST_NODES = 500_000;

    private static final int MOST_SHEETS = 50_000;

    /** What a sheet, and each of its rules, costs beside its text. */
    private static final int RULE_CHARS = 64;

    private final V7Strings strings = new V7Strings();
    private final List<@Nullable V7Node> nodes = new ArrayList<>();
    private final List<Sheet> sheets = new ArrayList<>();
    private @Nullable V7Node document;
    private long dropped;

    private record Sheet(List<String> rules, List<String> media, boolean disabled, long chars) {

        static Sheet of(List<String> rules, List<String> media, boolean disabled) {
            long ofRule = RULE_CHARS
                    + media.stream().mapToLong(query -> query.length() + 1L).sum();
            long texts = rules.stream().mapToLong(String::length).sum();
            return new Sheet(rules, media, disabled, RULE_CHARS + ofRule * rules.size() + texts);
        }
    }

    void clear() {
        strings.clear();
        nodes.clear();
        sheets.clear();
        document = null;
    }

    /** Null until one was added. */
    @Nullable
    V7Node document() {
        return document;
    }

    /** Operations, and items of them, that were left out so far. */
    long dropped() {
        return dropped + strings.refused();
    }

    /** To be told before each body: how much text the page may hold, and the body may refer to. */
    void allow(long chars) {
        strings.allow(chars);
    }

    /**
     * Carries out the operations of one record.
     *
     * @param maxDepth nodes deeper than this are left out
     */
    void apply(JsonNode operations, int maxDepth, V7Effects effects) {
        for (JsonNode operation : operations) {
            int code = operation.path(0).asInt(-1);
            if (code == ChangeOperation.CLEAR_STRINGS) {
                strings.clearTable();
            }
            for (int at = 1; at < operation.size(); at++) {
                apply(code, operation.get(at), maxDepth, effects);
            }
        }
    }

    /** The data of the event by which a document or shadow root adopts its sheets. */
    ObjectNode adoption(V7Node node) {
        List<StyleSheet> adopted = new ArrayList<>();
        for (int number : node.adopted == null ? List.<Integer>of() : node.adopted) {
            Sheet sheet = sheets.get(number);
            if (!sheet.disabled()) {
                adopted.add(new StyleSheet(
                        number + 1,
                        sheet.rules().stream()
                                .map(rule -> StyleSheet.inMedia(sheet.media(), rule))
                                .toList()));
            }
        }
        V7Node host = node.isShadowRoot() ? node.parent() : null;
        return StyleSheet.adopted(host == null ? node.id() : host.id(), adopted);
    }

    private void apply(int code, JsonNode item, int maxDepth, V7Effects effects) {
        switch (code) {
            case ChangeOperation.ADD_STRING -> strings.define(item);
            case ChangeOperation.ADD_ROLE_ANNOTATED_STRINGS -> elements(item, 1).forEach(strings::define);
            case ChangeOperation.ADD_NODE -> add(item, maxDepth, effects);
            case ChangeOperation.REMOVE_NODE -> remove(item, effects);
            case ChangeOperation.ADD_STYLE_SHEET -> addSheet(item);
            case ChangeOperation.INPUT_SELECTION ->
                elements(item, 1).forEach(node -> select(node, item.path(0).asInt(), effects));
            case ChangeOperation.ATTRIBUTE,
                    ChangeOperation.TEXT,
                    ChangeOperation.SIZE,
                    ChangeOperation.SCROLL_POSITION,
                    ChangeOperation.ATTACHED_STYLE_SHEETS,
                    ChangeOperation.MEDIA_PLAYBACK_STATE,
                    ChangeOperation.INPUT_VALUE -> {
                V7Node node = find(item.path(0));
                if (node == null || !isAbout(code, node)) {
                    dropped++;
                } else {
                    change(code, node, item, effects);
                }
            }
            case ChangeOperation.VISUAL_VIEWPORT, ChangeOperation.IMAGE_CONTENT -> {} // the player shows neither
            default -> dropped++;
        }
    }

    /** Whether the player could do that to such a node. */
    private static boolean isAbout(int code, V7Node node) {
        return switch (code) {
            case ChangeOperation.TEXT -> node.name().equals(V7Node.TEXT);
            case ChangeOperation.SCROLL_POSITION ->
                node.isElement() || node.name().equals(V7Node.DOCUMENT);
            case ChangeOperation.ATTACHED_STYLE_SHEETS ->
                node.isElement() || node.isShadowRoot() || node.name().equals(V7Node.DOCUMENT);
            default -> node.isElement();
        };
    }

    private void change(int code, V7Node node, JsonNode item, V7Effects effects) {
        switch (code) {
            case ChangeOperation.ATTRIBUTE -> elements(item, 1).forEach(change -> attribute(node, change, effects));
            case ChangeOperation.TEXT -> {
                node.text = strings.text(item.path(1));
                effects.text(node);
            }
            case ChangeOperation.SIZE -> node.size = pair(item);
            case ChangeOperation.SCROLL_POSITION -> {
                node.scroll = pair(item);
                effects.scrolled(node);
            }
            case ChangeOperation.ATTACHED_STYLE_SHEETS -> attachSheets(node, item, effects);
            case ChangeOperation.MEDIA_PLAYBACK_STATE -> {
                node.playing = item.path(1).asInt() == PlaybackState.PLAYING;
                effects.event(
                        node,
                        about(node, Source.MEDIA_INTERACTION)
                                .put("type", item.path(1).asInt()));
            }
            case ChangeOperation.INPUT_VALUE -> {
                node.value = strings.text(item.path(1));
                effects.event(node, input(node, node.value, Boolean.TRUE.equals(node.selected)));
            }
            default -> throw new IllegalArgumentException("not about a node: " + code);
        }
    }

    /** {@code [insertion, name, …]}; a node that cannot be placed takes its number and is not there. */
    private void add(JsonNode item, int maxDepth, V7Effects effects) {
        if (nodes.size() >= MOST_NODES) {
            dropped++;
            return;
        }
        V7Node node = new V7Node(nodes.size(), strings.text(item.path(1)));
        switch (node.name()) {
            case V7Node.TEXT -> node.text = item.has(2) ? strings.text(item.get(2)) : "";
            case V7Node.DOCTYPE ->
                node.doctype = IntStream.range(2, 5)
                        .mapToObj(at -> item.has(at) ? strings.text(item.get(at)) : "")
                        .toList();
            default ->
                elements(item, 2)
                        .filter(JsonNode::isArray)
                        .forEach(pair -> node.attributes.put(strings.text(pair.path(0)), strings.text(pair.path(1))));
        }
        boolean placed = place(node, item.path(0), maxDepth);
        nodes.add(placed ? node : null); // its number is taken either way
        if (placed) {
            effects.added(node);
        } else {
            dropped++;
        }
    }

    /**
     * Where a node goes is told by another that was made before it: {@code +n} appends it to the n-th before,
     * {@code -n} puts it before the n-th before, {@code 0} after the last. Null is the document itself.
     */
    private boolean place(V7Node node, JsonNode insertion, int maxDepth) {
        if (insertion.isNull()) {
            if (document != null) {
                return false;
            }
            document = node;
            return true;
        }
        if (!insertion.isInt()) {
            return false;
        }
        int by = insertion.intValue();
        V7Node other = find(node.number() - Math.max(1, Math.abs((long) by)));
        V7Node parent = other == null || by > 0 ? other : other.parent();
        if (other == null || parent == null || parent.depth() >= maxDepth || !parent.canHold(node)) {
            return false;
        }
        parent.insert(node, by > 0 ? null : by < 0 ? other : other.next());
        return true;
    }

    private void remove(JsonNode number, V7Effects effects) {
        V7Node node = find(number);
        if (node == null || node == document) {
            dropped++;
            return;
        }
        effects.removed(node);
        node.detach();
        node.forEach(below -> nodes.set(below.number(), null));
    }

    private void attribute(V7Node node, JsonNode change, V7Effects effects) {
        String name = strings.text(change.path(0));
        String value = change.has(1) ? strings.text(change.get(1)) : null;
        if (value == null) {
            node.attributes.remove(name);
        } else {
            node.attributes.put(name, value);
        }
        effects.attribute(node, name, value);
    }

    private void addSheet(JsonNode item) {
        if (sheets.size() >= MOST_SHEETS) {
            dropped++;
            return;
        }
        JsonNode rules = item.path(0);
        sheets.add(Sheet.of(
                (rules.isArray() ? elements(rules, 0) : Stream.of(rules))
                        .map(strings::text)
                        .toList(),
                elements(item.path(1), 0).map(strings::text).toList(),
                item.path(2).asBoolean()));
    }

    private void attachSheets(V7Node node, JsonNode item, V7Effects effects) {
        List<Integer> known = new ArrayList<>();
        elements(item, 1).forEach(number -> {
            if (!number.isInt() || number.intValue() < 0 || number.intValue() >= sheets.size()) {
                dropped++;
            } else if (strings.take(sheets.get(number.intValue()).chars())) {
                known.add(number.intValue());
            }
        });
        if (node.isElement()) {
            StringBuilder css = new StringBuilder();
            known.forEach(number -> sheets.get(number).rules().forEach(css::append));
            node.cssText = css.toString();
            effects.attribute(node, "_cssText", node.cssText);
        } else {
            node.adopted = known;
            effects.adopts(node);
        }
    }

    private void select(JsonNode number, int state, V7Effects effects) {
        V7Node node = find(number);
        if (node == null) {
            dropped++;
            return;
        }
        boolean selected = state == SelectionState.SELECTED;
        node.selected = selected;
        if (!node.name().equals("OPTION")) {
            String submitted = node.attributes.getOrDefault("value", DEFAULT_TOGGLE_VALUE);
            if (strings.take(submitted.length())) {
                effects.event(node, input(node, submitted, selected));
            }
            return;
        }
        effects.attribute(node, "selected", selected ? "selected" : null);
        V7Node list = node.parent();
        while (list != null && !list.name().equals("SELECT")) {
            list = list.parent();
        }
        // the value of a list of several would be the only one
        if (selected && list != null && !list.attributes.containsKey("multiple")) {
            choose(list, node, effects);
        }
    }

    /** An option without a value has its label for one, without the spaces around it and one for those between. */
    private void choose(V7Node list, V7Node option, V7Effects effects) {
        V7Node child = option.firstChild();
        String label = child == null ? "" : child.text;
        String value = option.attributes.get("value");
        if (strings.take(value == null ? label.length() : value.length())) {
            String chosen =
                    value == null ? SPACES.matcher(label).replaceAll(" ").strip() : value;
            effects.event(list, input(list, chosen, false));
        }
    }

    private static ObjectNode input(V7Node node, String text, boolean checked) {
        return about(node, Source.INPUT).put("text", text).put("isChecked", checked);
    }

    private static ObjectNode about(V7Node node, int source) {
        return EventJson.NODES.objectNode().put("source", source).put("id", node.id());
    }

    private @Nullable V7Node find(JsonNode number) {
        return number.isInt() ? find(number.longValue()) : null;
    }

    private @Nullable V7Node find(long number) {
        return number >= 0 && number < nodes.size() ? nodes.get((int) number) : null;
    }

    private static List<JsonNode> pair(JsonNode item) {
        return List.of(item.path(1), item.path(2));
    }

    private static Stream<JsonNode> elements(JsonNode array, int from) {
        return StreamSupport.stream(array.spliterator(), false).skip(from);
    }
}
