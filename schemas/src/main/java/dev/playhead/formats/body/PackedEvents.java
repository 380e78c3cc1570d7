// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.body;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The events of one rrweb batch that {@code @rrweb/packer} packed: each is a text, each character of it one byte of a
 * zlib stream that holds one JSON value. For one reading of the batch, by one thread.
 */
public final class PackedEvents {

    private final BodyLimits limits;
    /** What all packed events together may still inflate to: many small bombs are one big bomb. */
    private long allowance;

    public PackedEvents(Body batch) {
        limits = batch.limits();
        allowance = InflatingStream.allowance(batch.bytes().length, limits);
    }

    /** Reads one event; the tokens stand at its first. */
    public <T> T read(String packed, Body.Reading<T> reading) throws MalformedBodyException {
        byte[] compressed = packed.getBytes(StandardCharsets.ISO_8859_1);
        long maxBytes = Math.min(allowance, InflatingStream.allowance(compressed.length, limits));
        InflatingStream inflating = new InflatingStream(compressed, Body.Encoding.ZLIB, maxBytes);
        try (JsonParser tokens = BodyJson.within(limits).createParser(inflating)) {
            if (tokens.nextToken() == null) {
                throw new MalformedBodyException(RejectReason.MALFORMED, "a packed event holds nothing");
            }
            T event = reading.from(tokens);
            if (tokens.nextToken() != null) {
                throw new MalformedBodyException(RejectReason.MALFORMED, "something follows a packed event");
            }
            allowance -= inflating.inflatedBytes();
            return event;
        } catch (IOException e) {
            throw MalformedBodyException.of(e);
        }
    }
}
