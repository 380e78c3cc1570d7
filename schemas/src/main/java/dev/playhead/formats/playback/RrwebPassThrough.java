// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.PackedValues;
import java.util.function.Consumer;

/**
 * rrweb events as an rrweb batch holds them, custom and plugin events included. A packed event is unpacked; the version
 * that the packer adds to it as {@code v} is taken off again.
 */
final class RrwebPassThrough implements RrwebReader {

    private static final RecordArray EVENTS = new RecordArray("events");

    @Override
    public void read(Body body, Consumer<ObjectNode> events) throws MalformedBodyException {
        PackedValues packed = new PackedValues(body, Body.Encoding.ZLIB);
        EVENTS.read(body, element -> {
            JsonNode event = element.isTextual() ? unpacked(packed, element.textValue()) : element;
            if (event instanceof ObjectNode object) {
                events.accept(object);
            }
        });
    }

    private static JsonNode unpacked(PackedValues packed, String event) throws MalformedBodyException {
        JsonNode unpacked = packed.read(event, EventJson::read);
        return unpacked instanceof ObjectNode object ? object.without("v") : unpacked;
    }
}
