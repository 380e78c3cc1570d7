// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.body;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

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

    /** What a fault met while reading a body means. Says where it is and never repeats the body's own text. */
    public static MalformedBodyException of(IOException fault) {
        return switch (fault) {
            case MalformedBodyException known -> known;
            case BodyJson.TooDeepException deep ->
                new MalformedBodyException(RejectReason.TOO_DEEP, deep.getOriginalMessage());
            case JsonProcessingException json ->
                new MalformedBodyException(RejectReason.MALFORMED, "not JSON" + place(json.getLocation()));
            default -> new MalformedBodyException(RejectReason.MALFORMED, "not text in any encoding of JSON");
        };
    }

    public RejectReason reason() {
        return reason;
    }

    /** What was wrong and where; holds no recorded content. */
    public String detail() {
        return detail;
    }

    public <T> Decoded.Rejected<T> rejected() {
        return new Decoded.Rejected<>(reason, detail);
    }

    private static String place(@Nullable JsonLocation location) {
        if (location == null || location.getByteOffset() < 0) {
            return "";
        }
        return " at byte %d".formatted(location.getByteOffset());
    }
}
