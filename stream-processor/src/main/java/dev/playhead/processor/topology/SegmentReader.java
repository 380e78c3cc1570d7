// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.RecordingFormat;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.formats.body.Decoded;
import dev.playhead.formats.body.Decoded.Rejected;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.formats.facts.SegmentFacts;
import dev.playhead.schemas.v1.Segment;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Reads a segment's body, once all of it is there. */
record SegmentReader(BodyLimits limits) {

    /**
     * @param head says how to read the body; its own may be a part only
     * @param body all of it
     */
    Decoded<SegmentFacts> read(Segment head, byte[] body) {
        Optional<RecordingFormat> format =
                RecordingFormat.named(head.getFormat().name());
        if (format.isEmpty()) {
            return new Rejected<>(RejectReason.UNKNOWN_FORMAT, "format " + head.getFormat());
        }
        if (!isAsSent(head, body)) {
            return new Rejected<>(RejectReason.CORRUPT, "the body is not the one that the gateway took the CRC of");
        }
        return format.get()
                .segment(new Body(body, Body.Encoding.valueOf(head.getEncoding().name()), limits));
    }

    /** Whether the bytes are those that the gateway received. */
    static boolean isAsSent(Segment head, byte[] body) {
        CRC32C crc = new CRC32C();
        crc.update(body);
        return (int) crc.getValue() == head.getCrc32c();
    }
}
