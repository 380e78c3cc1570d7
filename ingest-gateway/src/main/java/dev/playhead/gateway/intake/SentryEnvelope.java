// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.body.BodyJson;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.RejectReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sentry's envelope, parsed where it lies: a line of JSON, then items, each a line of JSON and a payload. A payload is
 * as long as its header's {@code length} says, or goes to the end of the line.
 *
 * @see <a href="https://develop.sentry.dev/sdk/data-model/envelopes/">Envelopes</a>
 */
final class SentryEnvelope {

    private final byte[] bytes;
    private final ObjectMapper json;
    private final int maxHeaderBytes;
    private final List<Item> items = new ArrayList<>();
    private final ObjectNode header;
    private int at;

    /** Where a payload lies: {@code from} inclusive, {@code to} exclusive. */
    record Item(String type, int from, int to) {}

    /** @throws MalformedBodyException if it is not an envelope to its end */
    SentryEnvelope(byte[] bytes, IntakeLimits limits) throws MalformedBodyException {
        this.bytes = bytes;
        this.json = BodyJson.within(limits.segment());
        this.maxHeaderBytes = limits.maxFieldBytes();
        this.header = line();
        while (at < bytes.length) {
            if (bytes[at] == '\n') {
                at++; // between items and at the end
            } else {
                items.add(item());
            }
        }
    }

    ObjectNode header() {
        return header;
    }

    List<Item> items() {
        return List.copyOf(items);
    }

    /** An item's header, or a line of a payload that is one. */
    ObjectNode header(int from, int to) throws MalformedBodyException {
        return object(from, to, maxHeaderBytes);
    }

    /** A whole payload. */
    ObjectNode event(Item item) throws MalformedBodyException {
        return object(item.from(), item.to(), BodyLimits.MAX_RUM_EVENT_BYTES);
    }

    /** A tree of JSON is many times the size of its text. */
    private ObjectNode object(int from, int to, int maxBytes) throws MalformedBodyException {
        if (to - from > maxBytes) {
            throw new MalformedBodyException(
                    RejectReason.TOO_LARGE,
                    "a header or event of the envelope has more than %d bytes".formatted(maxBytes));
        }
        try {
            JsonNode node = json.readTree(bytes, from, to - from);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw MalformedBodyException.of(e);
        }
        throw malformed("a line of the envelope is not a JSON object");
    }

    /** Where the line that starts here ends: at its line break, or at {@code to}. */
    int endOfLine(int from, int to) {
        int end = from;
        while (end < to && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    private Item item() throws MalformedBodyException {
        ObjectNode itemHeader = line();
        JsonNode length = itemHeader.path("length");
        int from = at;
        if (length.isMissingNode() || length.isNull()) {
            at = endOfLine(from, bytes.length);
        } else if (length.canConvertToInt() && length.intValue() >= 0 && length.intValue() <= bytes.length - from) {
            at = from + length.intValue();
        } else {
            throw malformed("an item is cut, or lies about its length");
        }
        if (at < bytes.length && bytes[at] != '\n') {
            throw malformed("an item is longer than its length");
        }
        return new Item(itemHeader.path("type").asText(), from, at);
    }

    /** The line that starts here; moves behind its line break. */
    private ObjectNode line() throws MalformedBodyException {
        int end = endOfLine(at, bytes.length);
        ObjectNode line = header(at, end);
        at = Math.min(end + 1, bytes.length);
        return line;
    }

    private static MalformedBodyException malformed(String detail) {
        return new MalformedBodyException(RejectReason.MALFORMED, detail);
    }
}
