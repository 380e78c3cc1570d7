// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;

/** A body that cannot be read. Converted into a {@link Decoded.Rejected} before it leaves a decoder. */
public final class MalformedBodyException extends IOException {

    private static final long serialVersionUID = 1;

    private final RejectReason reason;
    private final String detail;

    public MalformedBodyException(RejectReason reason, String detail) {
        super(detail);
        this.reason = reason;
        this.detail = detail;
    }

    /** What a fault met while reading a body means. The detail says where; the body's own text is not repeated. */
    public static MalformedBodyException of(IOException fault) {
        return switch (fault) {
            case MalformedBodyException known -> known;
            // Depth is the only constraint that BodyJson sets in the way of an honest body.
            case StreamConstraintsException _ ->
                new MalformedBodyException(RejectReason.TOO_DEEP, "JSON is nested too deep");
            case JsonProcessingException json ->
                new MalformedBodyException(
                        RejectReason.MALFORMED,
                        json.getLocation() == null
                                ? "not JSON"
                                : "not JSON at byte %d"
                                        .formatted(json.getLocation().getByteOffset()));
            default -> new MalformedBodyException(RejectReason.MALFORMED, "cannot be read as text");
        };
    }

    public RejectReason reason() {
        return reason;
    }

    /** What was wrong and where; holds no recorded content. */
    public String detail() {
        return detail;
    }
}
