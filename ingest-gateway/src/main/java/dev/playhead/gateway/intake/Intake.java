// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.gateway.access.Claim;
import dev.playhead.schemas.v1.SourceFormat;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint of one SDK. Stateless and safe for use by many threads.
 *
 * @param sdk whose uploads it takes
 * @param givesUp whether the SDK records no more once an upload was put off, so that it is worth holding one back
 * @param inflatedWhole how far its compressed uploads are inflated in memory; null where they are not
 * @param claims what its requests say before their bodies
 * @param reader finds the ids and the bodies in its uploads
 */
public record Intake(
        SourceFormat sdk, boolean givesUp, @Nullable BodyLimits inflatedWhole, Claims claims, Reader reader) {

    /** What a request says of itself before its body. */
    @FunctionalInterface
    public interface Claims {
        Claim of(RequestHead head);
    }

    /** Reads an upload to its end. */
    @FunctionalInterface
    public interface Reader {

        /** @throws MalformedBodyException if the upload can never be right, however often it is sent */
        Reading read(Upload upload) throws MalformedBodyException;
    }

    /** Of an SDK that sends again what was put off. */
    static Intake of(SourceFormat sdk, @Nullable BodyLimits inflatedWhole, Claims claims, Reader reader) {
        return new Intake(sdk, false, inflatedWhole, claims, reader);
    }

    public Reading read(Upload upload) throws MalformedBodyException {
        return reader.read(upload);
    }

    /** The most memory that reading an upload can take beside the upload itself, in bytes. */
    long inflatedBytes(Upload upload) {
        if (inflatedWhole == null) {
            return 0;
        }
        Body.Encoding encoding = Encodings.of(upload.body(), 0, upload.body().length);
        return new Body(upload.body(), encoding, inflatedWhole).maxInflatedBytes();
    }
}
