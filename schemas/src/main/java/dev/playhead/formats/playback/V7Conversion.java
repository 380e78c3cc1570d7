// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.wire.RrwebWire.EventType;
import dev.playhead.formats.wire.RrwebWire.Source;
import java.util.function.Consumer;

/**
 * Datadog's records since SDK v7 as rrweb events. Full snapshots and changes are lists of operations on a page that
 * only whoever has followed them all knows: what a record says depends on every record of its view since the last full
 * snapshot. The other records are those of V1, with node ids that begin at 0.
 */
final class V7Conversion {

    private final V7Page page = new V7Page();
    private long dropped;

    /** Operations left out so far, since they are unknown or are about what is not there. */
    long dropped() {
        return dropped + page.dropped();
    }

    /** To be told before each body: how much text the page may hold, and the body may refer to. */
    void allow(long chars) {
        page.allow(chars);
    }

    /** Starts afresh. */
    void forget() {
        page.clear();
    }

    /** @param maxDepth nodes deeper than this are left out */
    void fullSnapshot(ObjectNode record, int maxDepth, Consumer<ObjectNode> events) {
        page.clear();
        V7Effects effects = new V7Effects();
        page.apply(record.path("data"), maxDepth, effects);
        show(record, effects, events);
    }

    /** A view may begin with a change: one from nothing, which is a full snapshot by another name. */
    void change(ObjectNode record, int maxDepth, Consumer<ObjectNode> events) {
        boolean fromNothing = page.document() == null;
        V7Effects effects = new V7Effects();
        page.apply(record.path("data"), maxDepth, effects);
        if (fromNothing) {
            show(record, effects, events);
        } else {
            effects.forEachEvent(page::adoption, data -> events.accept(incremental(record, data)));
        }
    }

    /** A record of the pointer, of scrolling or of the window's size. */
    void incremental(ObjectNode record, Consumer<ObjectNode> events) {
        if (!(record.get("data") instanceof ObjectNode data)
                || !isShared(data.path("source").asInt(-1))) {
            dropped++;
            return;
        }
        shift(data);
        data.path("positions").forEach(V7Conversion::shift);
        events.accept(incremental(record, data));
    }

    private void show(ObjectNode record, V7Effects effects, Consumer<ObjectNode> events) {
        V7Node document = page.document();
        if (document == null || !document.name().equals(V7Node.DOCUMENT)) {
            page.clear();
            dropped++;
            return;
        }
        ObjectNode data = EventJson.NODES.objectNode();
        data.set("node", V7Serialisation.tree(document));
        ObjectNode offset = data.putObject("initialOffset");
        offset.set("left", document.scroll == null ? offset.numberNode(0) : document.scroll.get(0));
        offset.set("top", document.scroll == null ? offset.numberNode(0) : document.scroll.get(1));
        events.accept(V1Conversion.event(record, EventType.FULL_SNAPSHOT, data));
        effects.afterwards(page::adoption, later -> events.accept(incremental(record, later)));
    }

    private static ObjectNode incremental(ObjectNode record, ObjectNode data) {
        return V1Conversion.event(record, EventType.INCREMENTAL, data);
    }

    /** Those that v7 has in common with V1; it tells mutations and inputs by changes. */
    private static boolean isShared(int source) {
        return switch (source) {
            case Source.MOUSE_MOVE,
                    Source.MOUSE_INTERACTION,
                    Source.SCROLL,
                    Source.VIEWPORT_RESIZE,
                    Source.TOUCH_MOVE,
                    Source.MEDIA_INTERACTION -> true;
            default -> false;
        };
    }

    private static void shift(JsonNode reference) {
        if (reference instanceof ObjectNode object && object.path("id").isIntegralNumber()) {
            object.put("id", V7Node.idOf(object.path("id").longValue()));
        }
    }
}
