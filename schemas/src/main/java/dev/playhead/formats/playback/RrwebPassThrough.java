// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.RejectReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * rrweb events as an rrweb batch holds them, custom and plugin events included. An event packed by
 * {@code @rrweb/packer} (a string of zlib bytes as latin-1) is unpacked; the version that the packer adds to it as
 * {@code v} is taken off again.
 */
final class RrwebPassThrough implements RrwebReader {

    private static final RecordArray EVENTS = new RecordArray("events");

    @Override
    public void read(Body body, Consumer<ObjectNode> events) throws MalformedBodyException {
        Unpacking unpacking = new Unpacking(body.limits());
        EVENTS.read(body, element -> {
            JsonNode event = element.isTextual() ? unpacking.unpack(element.textValue()) : element;
            if (event instanceof ObjectNode object) {
                events.accept(object);
            }
        });
    }

    /** Unpacks one batch's events; together they may inflate as far as one body may. */
    private static final class Unpacking {

        private final BodyLimits limits;
        private long inflatedBytes;

        Unpacking(BodyLimits limits) {
            this.limits = limits;
        }

        JsonNode unpack(String packed) throws MalformedBodyException {
            BodyLimits left =
                    new BodyLimits(limits.maxInflatedBytes() - inflatedBytes, limits.maxRatio(), limits.maxDepth());
            Body event = new Body(packed.getBytes(StandardCharsets.ISO_8859_1), Body.Encoding.ZLIB, left);
            try (JsonParser parser = event.parser()) {
                JsonNode unpacked = parser.readValueAsTree();
                if (unpacked == null || parser.nextToken() != null) {
                    throw new MalformedBodyException(RejectReason.MALFORMED, "a packed event is not one JSON value");
                }
                inflatedBytes += parser.currentLocation().getByteOffset();
                return unpacked instanceof ObjectNode object ? object.without("v") : unpacked;
            } catch (IOException e) {
                throw MalformedBodyException.of(e);
            }
        }
    }
}
