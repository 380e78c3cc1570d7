// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.wire.RrwebWire.Source;
import java.util.List;

/**
 * A style sheet that a document or shadow root adopts.
 *
 * @param styleId by which the player knows it until the next full snapshot
 */
record StyleSheet(int styleId, List<String> rules) {

    StyleSheet {
        rules = List.copyOf(rules);
    }

    /** A rule that holds for some media only; the player's sheets have none of their own. */
    static String inMedia(List<String> media, String rule) {
        return media.isEmpty() ? rule : "@media %s{%s}".formatted(String.join(",", media), rule);
    }

    /**
     * The data of the event by which a document, or the host of a shadow root, adopts these and no others.
     *
     * @param node id of the document or host
     */
    static ObjectNode adopted(long node, List<StyleSheet> sheets) {
        ObjectNode data = EventJson.NODES
                .objectNode()
                .put("source", Source.ADOPTED_STYLE_SHEET)
                .put("id", node);
        ArrayNode styleIds = data.putArray("styleIds");
        ArrayNode styles = data.putArray("styles");
        for (StyleSheet sheet : sheets) {
            styleIds.add(sheet.styleId);
            ArrayNode rules = styles.addObject().put("styleId", sheet.styleId).putArray("rules");
            for (String rule : sheet.rules) {
                int index = rules.size();
                rules.addObject().put("rule", rule).put("index", index);
            }
        }
        return data;
    }
}
