// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.body;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * JSON values that stand compressed inside a body: each is a text, each character of it one byte of a compressed stream
 * that holds one JSON value. {@code @rrweb/packer} packs whole events so, with zlib; posthog-js packs parts of events,
 * with gzip. For one reading of the body, by one thread.
 */
public final class PackedValues {

    private final BodyLimits limits;
    private final Body.Encoding encoding;
    /** What all packed values together may still inflate to: many small bombs are one big bomb. */
    private long allowance;

    /** @param encoding of the values; not that of the body */
    public PackedValues(Body body, Body.Encoding encoding) {
        this.limits = body.limits();
        this.encoding = encoding;
        this.allowance = InflatingStream.allowance(body.bytes().length, limits);
    }

    /** Reads one value; the tokens stand at its first. */
    public <T> T read(String packed, Body.Reading<T> reading) throws MalformedBodyException {
        byte[] compressed = packed.getBytes(StandardCharsets.ISO_8859_1);
        long maxBytes = Math.min(allowance, InflatingStream.allowance(compressed.length, limits));
        InflatingStream inflating = new InflatingStream(compressed, encoding, maxBytes);
        try (JsonParser tokens = BodyJson.within(limits).createParser(inflating)) {
            if (tokens.nextToken() == null) {
                throw new MalformedBodyException(RejectReason.MALFORMED, "a packed value holds nothing");
            }
            T value = reading.from(tokens);
            if (tokens.nextToken() != null) {
                throw new MalformedBodyException(RejectReason.MALFORMED, "something follows a packed value");
            }
            allowance -= inflating.inflatedBytes();
            return value;
        } catch (IOException e) {
            throw MalformedBodyException.of(e);
        }
    }
}
