// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@code multipart/form-data} body, parsed where it lies: a part is a range of the body, never a copy and never a
 * file. It takes exactly what browsers send and refuses the rest: text before the first or after the last boundary, a
 * part without a name, a name twice, an end that is missing. A file name is text of the sender and is not looked at.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a>
 */
final class MultipartForm {

    private static final int MAX_BOUNDARY_CHARS = 70; // RFC 2046, section 5.1.1
    private static final int MAX_HEADER_BYTES = 4 << 10;
    private static final String DISPOSITION = "content-disposition:";
    private static final Pattern LINE_END = Pattern.compile("\r\n");
    private static final Mark END_OF_HEADERS = new Mark("\r\n\r\n");

    private final byte[] body;
    private final int maxFieldBytes;
    private final Map<String, Part> parts;

    /** Where a part's content lies: {@code from} inclusive, {@code to} exclusive. */
    record Part(int from, int to) {

        int bytes() {
            return to - from;
        }
    }

    private MultipartForm(byte[] body, int maxFieldBytes, Map<String, Part> parts) {
        this.body = body;
        this.maxFieldBytes = maxFieldBytes;
        this.parts = parts;
    }

    /** @throws MalformedBodyException if it is not such a form, or has too many parts */
    static MultipartForm parse(Upload upload, IntakeLimits limits) throws MalformedBodyException {
        if (upload.contentEncoding() != null && !upload.contentEncoding().equalsIgnoreCase("identity")) {
            throw new MalformedBodyException(RejectReason.UNKNOWN_FORMAT, "a form must not have a content-encoding");
        }
        Mark delimiter = new Mark("\r\n--" + boundary(upload.contentType()));
        return new MultipartForm(
                upload.body(), limits.maxFieldBytes(), parts(upload.body(), delimiter, limits.maxFormParts()));
    }

    @Nullable
    Part part(String name) {
        return parts.get(name);
    }

    /**
     * A text field.
     *
     * @return null where there is none of that name
     * @throws MalformedBodyException if it is too long to be one
     */
    @Nullable
    String text(String name) throws MalformedBodyException {
        Part part = parts.get(name);
        if (part == null) {
            return null;
        }
        if (part.bytes() > maxFieldBytes) {
            throw new MalformedBodyException(
                    RejectReason.TOO_LARGE, "field %s is larger than %d bytes".formatted(name, maxFieldBytes));
        }
        return new String(body, part.from(), part.bytes(), StandardCharsets.UTF_8);
    }

    private static String boundary(@Nullable String contentType) throws MalformedBodyException {
        HeaderValue type = contentType == null ? null : HeaderValue.parse(contentType);
        if (type == null || !type.value().equals("multipart/form-data")) {
            throw new MalformedBodyException(RejectReason.UNKNOWN_FORMAT, "content-type is not multipart/form-data");
        }
        String boundary = type.parameter("boundary");
        if (boundary == null || boundary.isEmpty() || boundary.length() > MAX_BOUNDARY_CHARS) {
            throw malformed("content-type has no boundary of 1 to %d characters".formatted(MAX_BOUNDARY_CHARS));
        }
        return boundary;
    }

    private static Map<String, Part> parts(byte[] body, Mark delimiter, int maxParts) throws MalformedBodyException {
        // The first boundary has no line break before it.
        if (!delimiter.standsIn(body, 0, 2)) {
            throw malformed("does not start with its boundary");
        }
        Map<String, Part> parts = new HashMap<>();
        int at = delimiter.length() - 2;
        while (END_OF_HEADERS.standsIn(body, at, 2)) {
            if (parts.size() == maxParts) {
                throw malformed("has more than %d parts".formatted(maxParts));
            }
            // The line break after the boundary also ends an empty header block.
            int headersEnd = END_OF_HEADERS.indexIn(body, at, Math.min(body.length, at + MAX_HEADER_BYTES));
            if (headersEnd < 0) {
                throw malformed("a part's headers do not end within %d bytes".formatted(MAX_HEADER_BYTES));
            }
            int from = headersEnd + END_OF_HEADERS.length();
            int to = delimiter.indexIn(body, from, body.length);
            if (to < 0) {
                throw malformed("is cut: a part does not end");
            }
            if (parts.put(name(body, at + 2, headersEnd), new Part(from, to)) != null) {
                throw malformed("has two parts of one name");
            }
            at = to + delimiter.length();
        }
        refuseUnlessEnd(body, at);
        return parts;
    }

    private static void refuseUnlessEnd(byte[] body, int at) throws MalformedBodyException {
        boolean closed = at + 2 <= body.length && body[at] == '-' && body[at + 1] == '-';
        boolean last = at + 2 == body.length || (at + 4 == body.length && END_OF_HEADERS.standsIn(body, at + 2, 2));
        if (!closed || !last) {
            throw malformed("does not end with its boundary");
        }
    }

    private static String name(byte[] body, int from, int to) throws MalformedBodyException {
        String headers = new String(body, from, Math.max(0, to - from), StandardCharsets.UTF_8);
        String disposition = null;
        for (String line : LINE_END.split(headers, -1)) {
            if (line.regionMatches(true, 0, DISPOSITION, 0, DISPOSITION.length())) {
                if (disposition != null) {
                    throw malformed("a part has two dispositions");
                }
                disposition = line.substring(DISPOSITION.length());
            }
        }
        HeaderValue parsed = disposition == null ? null : HeaderValue.parse(disposition);
        String name = parsed == null || !parsed.value().equals("form-data") ? null : parsed.parameter("name");
        if (name == null || name.isEmpty()) {
            throw malformed("a part has no name");
        }
        return name;
    }

    /**
     * What ends headers or a part, sought in steps of its own length (Horspool's way), since a body is mostly something
     * else. It starts with a line break and has at most one more, so that no body makes comparing slow.
     */
    private static final class Mark {

        private final byte[] bytes;
        private final int[] stepAt = new int[1 << Byte.SIZE];

        Mark(String text) {
            bytes = text.getBytes(StandardCharsets.US_ASCII);
            Arrays.fill(stepAt, bytes.length);
            for (int i = 0; i < bytes.length - 1; i++) {
                stepAt[bytes[i] & 0xff] = bytes.length - 1 - i;
            }
        }

        int length() {
            return bytes.length;
        }

        /** Where it begins, if all of it is between two places of the body; else negative. */
        int indexIn(byte[] body, int from, int to) {
            int last = bytes.length - 1;
            int at = from;
            while (at + last < to && !standsIn(body, at, 0)) {
                at += stepAt[body[at + last] & 0xff];
            }
            return at + last < to ? at : -1;
        }

        /** Whether it, without its first {@code skip} bytes, stands at a place of the body. */
        boolean standsIn(byte[] body, int at, int skip) {
            int length = bytes.length - skip;
            if (at < 0 || at + length > body.length) {
                return false;
            }
            for (int i = 0; i < length; i++) {
                if (body[at + i] != bytes[skip + i]) {
                    return false;
                }
            }
            return true;
        }
    }

    private static MalformedBodyException malformed(String detail) {
        return new MalformedBodyException(RejectReason.MALFORMED, "multipart body " + detail);
    }
}
