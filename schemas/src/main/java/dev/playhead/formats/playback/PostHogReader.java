// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.PackedValues;
import dev.playhead.formats.body.RejectReason;
import java.util.List;
import java.util.function.Consumer;

/**
 * The rrweb events of PostHog's snapshot data. An event with a {@code cv}, the version of how it is packed, has gzip
 * streams as texts in it: its whole data (a full snapshot), or the parts of a mutation or style sheet change. They are
 * unpacked, and the mark is taken off.
 */
final class PostHogReader implements RrwebReader {

    private static final String VERSION_FIELD = "cv";
    /** The only version there is yet. */
    private static final String VERSION = "2024-10";

    private static final List<String> PACKED_PARTS = List.of("texts", "attributes", "removes", "adds");

    @Override
    public void read(Body body, Consumer<ObjectNode> events) throws MalformedBodyException {
        PackedValues packed = new PackedValues(body, Body.Encoding.GZIP);
        RecordArray.readWhole(body, element -> {
            if (element instanceof ObjectNode event) {
                JsonNode version = event.remove(VERSION_FIELD);
                if (version != null) {
                    unpack(event, version, packed);
                }
                events.accept(event);
            }
        });
    }

    private static void unpack(ObjectNode event, JsonNode version, PackedValues packed) throws MalformedBodyException {
        if (!version.asText().equals(VERSION)) {
            throw new MalformedBodyException(RejectReason.UNKNOWN_FORMAT, "an event is packed in an unknown version");
        }
        unpackField(event, "data", packed);
        if (event.get("data") instanceof ObjectNode data) {
            for (String part : PACKED_PARTS) {
                unpackField(data, part, packed);
            }
        }
    }

    private static void unpackField(ObjectNode object, String field, PackedValues packed)
            throws MalformedBodyException {
        JsonNode value = object.path(field);
        if (value.isTextual()) {
            object.set(field, packed.read(value.textValue(), EventJson::read));
        }
    }
}
