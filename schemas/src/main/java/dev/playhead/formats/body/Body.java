// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.body;

import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A stored body and what is needed to read it safely.
 *
 * @param bytes as the SDK sent them
 * @param limits how far reading may go
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copying megabytes would be the mistake
public record Body(byte[] bytes, Encoding encoding, BodyLimits limits) {

    private static final int ONE_PASS_BYTES = 4 << 20;

    /** How the bytes are compressed; names as in the topics' {@code BodyEncoding}. */
    public enum Encoding {
        IDENTITY,
        ZLIB,
        GZIP
    }

    /** Something that takes what it needs from a token stream. */
    @FunctionalInterface
    public interface Reading<T> {
        T from(JsonParser tokens) throws IOException;
    }

    /** The inflated bytes. Reading past a limit or a fault throws {@link MalformedBodyException}. */
    public InputStream open() throws IOException {
        return switch (encoding) {
            case IDENTITY -> new ByteArrayInputStream(withinLimit());
            case ZLIB, GZIP -> new InflatingStream(bytes, encoding, InflatingStream.allowance(bytes.length, limits));
        };
    }

    /**
     * A token stream over the inflated bytes, limited in depth. Closing it gives its buffers back. Its faults are
     * Jackson's: {@link MalformedBodyException#of} says what they mean.
     */
    public JsonParser parser() throws IOException {
        return BodyJson.within(limits).createParser(open());
    }

    /** Reads one JSON value, which must be all that the body holds. */
    public <T> T read(Reading<T> reading) throws MalformedBodyException {
        try (JsonParser tokens = parser()) {
            T value = reading.from(tokens);
            if (tokens.nextToken() != null) {
                throw new MalformedBodyException(RejectReason.MALFORMED, "something follows the JSON value");
            }
            return value;
        } catch (IOException e) {
            throw MalformedBodyException.of(e);
        }
    }

    /** The inflated bytes, all at once. */
    public byte[] readAll() throws MalformedBodyException {
        if (encoding == Encoding.IDENTITY) {
            return withinLimit();
        }
        try {
            return maxInflatedBytes() <= ONE_PASS_BYTES ? inflated() : inflatedInTwoPasses();
        } catch (IOException e) {
            throw MalformedBodyException.of(e);
        }
    }

    private byte[] inflated() throws IOException {
        try (InputStream inflated = open()) {
            return inflated.readAllBytes();
        }
    }

    /** The first pass finds the size, or the fault: a bomb costs no memory, and nothing is ever held twice. */
    private byte[] inflatedInTwoPasses() throws IOException {
        int size;
        try (InputStream inflated = open()) {
            size = Math.toIntExact(inflated.transferTo(OutputStream.nullOutputStream()));
        }
        byte[] all = new byte[size];
        try (InputStream inflated = open()) {
            inflated.readNBytes(all, 0, size);
        }
        return all;
    }

    /** The most that inflating it can give before it is refused; 0 where it is not compressed. */
    public long maxInflatedBytes() {
        return encoding == Encoding.IDENTITY ? 0 : InflatingStream.allowance(bytes.length, limits);
    }

    private byte[] withinLimit() throws MalformedBodyException {
        if (bytes.length > limits.maxInflatedBytes()) {
            throw new MalformedBodyException(
                    RejectReason.TOO_LARGE, "has more than %d bytes".formatted(limits.maxInflatedBytes()));
        }
        return bytes;
    }
}
