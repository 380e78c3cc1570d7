// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.schemas.v1.BodyEncoding;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How bytes are compressed. Their first two decide: SDKs compress without saying so in a header, and a flag in a query
 * string outlives a proxy that inflates.
 */
final class Encodings {

    private Encodings() {}

    /** By magic number: gzip's, or zlib's with its check bits (RFC 1950, section 2.2). */
    static Body.Encoding of(byte[] bytes, int from, int to) {
        if (to - from < 2) {
            return Body.Encoding.IDENTITY;
        }
        int first = bytes[from] & 0xff;
        int second = bytes[from + 1] & 0xff;
        if (first == 0x1f && second == 0x8b) {
            return Body.Encoding.GZIP;
        }
        return first == 0x78 && (first << 8 | second) % 31 == 0 ? Body.Encoding.ZLIB : Body.Encoding.IDENTITY;
    }

    /**
     * Of a whole upload.
     *
     * @throws MalformedBodyException if a content-encoding is unknown, or the bytes are not what it says
     */
    static Body.Encoding of(Upload upload) throws MalformedBodyException {
        Body.Encoding actual = of(upload.body(), 0, upload.body().length);
        Body.Encoding declared = declared(upload.contentEncoding());
        if (declared != Body.Encoding.IDENTITY && declared != actual) {
            throw new MalformedBodyException(
                    RejectReason.CORRUPT, "content-encoding says %s, the bytes do not".formatted(declared));
        }
        return actual;
    }

    static BodyEncoding stored(Body.Encoding encoding) {
        return switch (encoding) {
            case IDENTITY -> BodyEncoding.IDENTITY;
            case ZLIB -> BodyEncoding.ZLIB;
            case GZIP -> BodyEncoding.GZIP;
        };
    }

    private static Body.Encoding declared(@Nullable String contentEncoding) throws MalformedBodyException {
        if (contentEncoding == null) {
            return Body.Encoding.IDENTITY;
        }
        return switch (contentEncoding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> Body.Encoding.IDENTITY;
            case "gzip", "x-gzip" -> Body.Encoding.GZIP;
            case "deflate" -> Body.Encoding.ZLIB; // which HTTP calls deflate: RFC 9110, section 8.4.1.2
            default ->
                throw new MalformedBodyException(
                        RejectReason.UNKNOWN_FORMAT, "content-encoding is none of gzip, deflate, identity");
        };
    }
}
