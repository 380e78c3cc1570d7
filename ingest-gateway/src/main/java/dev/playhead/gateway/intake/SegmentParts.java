// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import dev.playhead.gateway.intake.LogEntry.Recording;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.Segment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A segment as the log holds it: one record, or several of one key where the body is larger than a record may be. Each
 * part carries the checksum of the whole, so that parts of two variants are never joined.
 */
final class SegmentParts {

    private SegmentParts() {}

    /**
     * @param head everything but parts, checksum and body
     * @param body holds the segment's bytes from {@code from} to {@code to}; the records share it
     * @param source as in {@link Recording}
     * @param recordBytes largest part
     */
    static List<LogEntry> of(
            SessionKey key,
            Segment.Builder head,
            @Nullable String source,
            byte[] body,
            int from,
            int to,
            int recordBytes) {
        int parts = Math.max(1, Math.ceilDiv(to - from, recordBytes));
        head.setApp(key.app())
                .setSession(key.session())
                .setParts(parts)
                .setEncoding(Encodings.stored(Encodings.of(body, from, to)))
                .setCrc32c(checksum(body, from, to));
        List<LogEntry> entries = new ArrayList<>(parts);
        for (int part = 0; part < parts; part++) {
            int start = from + part * recordBytes;
            int length = Math.min(recordBytes, to - start);
            entries.add(new Recording(
                    key,
                    head.setPart(part)
                            .setBody(ByteBuffer.wrap(body, start, length).slice())
                            .build(),
                    source));
        }
        return entries;
    }

    private static int checksum(byte[] body, int from, int to) {
        CRC32C checksum = new CRC32C();
        checksum.update(body, from, to - from);
        return (int) checksum.getValue();
    }
}
