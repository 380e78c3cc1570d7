// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Exactly one compressed stream, inflated within limits: a bomb, a cut, a wrong checksum and bytes after the end are
 * each a {@link MalformedBodyException}.
 */
final class InflatingStream extends InputStream {

    private static final int RATIO_FREE_BYTES = 1 << 20;
    private static final int CHUNK_BYTES = 8 << 10;

    private final ByteArrayInputStream compressed;
    private final InputStream inflating;
    private final Inflater inflater;
    private final long maxBytes;
    private long inflatedBytes;

    InflatingStream(byte[] bytes, Body.Encoding encoding, BodyLimits limits) throws MalformedBodyException {
        compressed = new ByteArrayInputStream(bytes);
        inflater = new Inflater();
        try {
            inflating = switch (encoding) {
                case GZIP -> new GZIPInputStream(compressed, CHUNK_BYTES);
                case ZLIB -> new InflaterInputStream(compressed, inflater, CHUNK_BYTES);
                case IDENTITY -> throw new IllegalArgumentException("not compressed");
            };
        } catch (IOException e) {
            inflater.end();
            throw new MalformedBodyException(RejectReason.CORRUPT, "not a complete gzip stream");
        }
        maxBytes = Math.min(
                limits.maxInflatedBytes(), Math.max(RATIO_FREE_BYTES, (long) bytes.length * limits.maxRatio()));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count;
        try {
            count = inflating.read(into, offset, length);
        } catch (EOFException | ZipException e) {
            throw new MalformedBodyException(
                    RejectReason.CORRUPT, "compressed data is cut or damaged after %d bytes".formatted(inflatedBytes));
        }
        if (count < 0) {
            refuseTrailingBytes();
            return count;
        }
        inflatedBytes += count;
        if (inflatedBytes > maxBytes) {
            throw new MalformedBodyException(
                    RejectReason.TOO_LARGE, "inflates to more than %d bytes".formatted(maxBytes));
        }
        return count;
    }

    @Override
    public void close() {
        inflater.end();
        if (inflating instanceof GZIPInputStream) {
            closeQuietly();
        }
    }

    private void refuseTrailingBytes() throws MalformedBodyException {
        if (inflating instanceof GZIPInputStream) {
            return; // reads on into further members by itself, and fails on anything else
        }
        if (inflater.getRemaining() > 0 || compressed.available() > 0) {
            throw new MalformedBodyException(RejectReason.CORRUPT, "bytes follow the end of the compressed data");
        }
    }

    private void closeQuietly() {
        try {
            inflating.close();
        } catch (IOException e) {
            throw new IllegalStateException("closing a stream over memory cannot fail", e);
        }
    }
}
