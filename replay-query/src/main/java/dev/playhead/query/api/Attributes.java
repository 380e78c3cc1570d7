// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.query.store.StoredItem;
import org.jspecify.annotations.Nullable;

/** Attributes as the topics hold them: a JSON object in a text. */
final class Attributes {

    /** A timeline is read whole: what is longer than a line belongs into the item's own answer. */
    private static final int BRIEF_CHARACTERS = 200;

    private static final ObjectMapper JSON = new ObjectMapper();

    private Attributes() {}

    /** All of them; none where the text is null or no object. */
    static ObjectNode all(@Nullable String text) {
        if (text == null) {
            return none();
        }
        try {
            return JSON.readTree(text) instanceof ObjectNode attributes ? attributes : none();
        } catch (JsonProcessingException e) {
            return none(); // a newer writer may keep something else there; the session is worth showing without
        }
    }

    /** An item's. Of a view that only its recording tells of, they are what a recorder calls its URL. */
    static ObjectNode of(StoredItem item) {
        ObjectNode attributes = all(item.attributes());
        if (item instanceof StoredItem.OfView view
                && view.document() == null
                && view.summary().getUrl() != null) {
            attributes.put("href", view.summary().getUrl());
        }
        return attributes;
    }

    /** Those whose value is a scalar of at most 200 characters. */
    static ObjectNode brief(@Nullable String text) {
        ObjectNode brief = all(text);
        brief.properties().removeIf(member -> !isBrief(member.getValue()));
        return brief;
    }

    static ObjectNode none() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static boolean isBrief(JsonNode value) {
        return value.isValueNode() && value.asText().length() <= BRIEF_CHARACTERS;
    }
}
