// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.body;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Exactly one compressed stream, inflated within limits: a bomb, a cut, a wrong checksum, a preset dictionary and bytes
 * after the end are each a {@link MalformedBodyException}.
 *
 * <p>gzip (RFC 1952) is read here and not by the JDK's stream, which takes further members and garbage after the first
 * without a word.
 */
final class InflatingStream extends InputStream {

    private static final int RATIO_FREE_BYTES = 1 << 20;

    private final byte[] compressed;
    private final Inflater inflater;
    private final long maxBytes;
    /** Of what came out so far; null where zlib checks for itself. */
    private final @Nullable CRC32 gzipChecksum;

    private long inflatedBytes;
    private boolean ended;

    InflatingStream(byte[] compressed, Body.Encoding encoding, long maxBytes) throws MalformedBodyException {
        this.compressed = compressed;
        this.maxBytes = maxBytes;
        boolean gzip = encoding == Body.Encoding.GZIP;
        int start = gzip ? GzipFrame.headerLength(compressed) : 0;
        gzipChecksum = gzip ? new CRC32() : null;
        inflater = new Inflater(gzip);
        inflater.setInput(compressed, start, compressed.length - start);
    }

    /**
     * How far a compressed body of this size may inflate: to the limit, and not beyond the ratio past the first MiB.
     */
    static long allowance(int compressedBytes, BodyLimits limits) {
        return Math.min(
                limits.maxInflatedBytes(), Math.max(RATIO_FREE_BYTES, (long) compressedBytes * limits.maxRatio()));
    }

    long inflatedBytes() {
        return inflatedBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (ended) {
            return -1;
        }
        int count = inflate(into, offset, length);
        if (count == 0) {
            checkEnd();
            ended = true;
            return -1;
        }
        inflatedBytes += count;
        if (inflatedBytes > maxBytes) {
            throw new MalformedBodyException(
                    RejectReason.TOO_LARGE, "inflates to more than %d bytes".formatted(maxBytes));
        }
        if (gzipChecksum != null) {
            gzipChecksum.update(into, offset, count);
        }
        return count;
    }

    @Override
    public void close() {
        ended = true;
        inflater.end();
    }

    /** Zero only at the end of the stream: the whole input is there from the start. */
    private int inflate(byte[] into, int offset, int length) throws MalformedBodyException {
        try {
            int count = inflater.inflate(into, offset, length);
            if (count == 0 && !inflater.finished()) {
                throw damaged();
            }
            return count;
        } catch (DataFormatException e) {
            throw damaged();
        }
    }

    private void checkEnd() throws MalformedBodyException {
        int trailer = 0;
        if (gzipChecksum != null) {
            trailer = GzipFrame.TRAILER_BYTES;
            int at = compressed.length - inflater.getRemaining();
            if (!GzipFrame.trailerMatches(compressed, at, gzipChecksum.getValue(), inflatedBytes)) {
                throw damaged();
            }
        }
        if (inflater.getRemaining() > trailer) {
            throw new MalformedBodyException(RejectReason.CORRUPT, "bytes follow the end of the compressed data");
        }
    }

    private MalformedBodyException damaged() {
        return new MalformedBodyException(
                RejectReason.CORRUPT, "compressed data is cut or damaged after %d bytes".formatted(inflatedBytes));
    }
}
