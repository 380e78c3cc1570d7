// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import dev.playhead.formats.body.BodyLimits;
import dev.playhead.schemas.Topics;

/**
 * How far an upload is read and how it is cut. Its size on the wire is the server's limit.
 *
 * @param segment for reading recordings that have their ids inside
 * @param rum for reading RUM batches, which are inflated whole
 * @param maxFormParts parts of a multipart form
 * @param maxFieldBytes size of a form's text field, the JSON one included
 * @param maxSessions sessions in one RUM batch
 * @param maxDeadLetters dead letters of one RUM batch; the last one counts what is over
 * @param recordBytes largest body of one record; a larger segment or batch is spread over several
 */
public record IntakeLimits(
        BodyLimits segment,
        BodyLimits rum,
        int maxFormParts,
        int maxFieldBytes,
        int maxSessions,
        int maxDeadLetters,
        int recordBytes) {

    /** What {@link Topics#MAX_BODY_BYTES} leaves room for, whatever the ids are. */
    public static final int DEFAULT_RECORD_BYTES = 3 << 20;

    public static final IntakeLimits DEFAULT = new IntakeLimits(
            BodyLimits.DEFAULT, BodyLimits.RUM_DEFAULT, 20, 64 << 10, 1_000, 100, DEFAULT_RECORD_BYTES);
}
