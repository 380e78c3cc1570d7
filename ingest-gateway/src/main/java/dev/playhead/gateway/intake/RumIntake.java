// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import dev.playhead.formats.RecordingFormat;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.formats.facts.RumSlice;
import dev.playhead.gateway.intake.LogEntry.Rum;
import dev.playhead.gateway.intake.Reading.Found;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.RumBatch;
import dev.playhead.schemas.v1.SourceFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * RUM batches of any SDK that has them. A batch of one session is stored as sent; one of several is taken apart, byte
 * for byte, so that every event comes under its session's key. Events that nobody can be found for become dead letters.
 */
final class RumIntake implements Intake {

    private final SourceFormat source;
    private final RecordingFormat format;
    private final IntakeLimits limits;

    RumIntake(SourceFormat source, IntakeLimits limits) {
        this.source = source;
        this.format = RecordingFormat.named(source.name()).orElseThrow();
        this.limits = limits;
    }

    @Override
    public Reading read(Upload upload) throws MalformedBodyException {
        Body.Encoding encoding = Encodings.of(upload);
        byte[] inflated = inflate(new Body(upload.body(), encoding, limits.rum()));
        List<RumSlice> slices = format.rumSlices(inflated);
        if (slices.isEmpty()) {
            throw new MalformedBodyException(RejectReason.EMPTY, "batch has no event");
        }
        Map<SessionKey, List<RumSlice>> bySession = new LinkedHashMap<>();
        List<RumSlice> unidentified = new ArrayList<>();
        for (RumSlice slice : slices) {
            if (slice.app() == null || slice.session() == null) {
                unidentified.add(slice);
            } else {
                bySession
                        .computeIfAbsent(new SessionKey(slice.app(), slice.session()), _ -> new ArrayList<>())
                        .add(slice);
            }
        }
        if (bySession.isEmpty()) {
            throw new MalformedBodyException(
                    RejectReason.BAD_ID, "none of %d events names its session".formatted(slices.size()));
        }
        if (bySession.size() > limits.maxSessions()) {
            throw new MalformedBodyException(
                    RejectReason.TOO_LARGE, "batch has more than %d sessions".formatted(limits.maxSessions()));
        }
        if (bySession.size() == 1 && unidentified.isEmpty() && upload.body().length <= limits.recordBytes()) {
            SessionKey key = bySession.keySet().iterator().next();
            return new Found(List.of(batch(key, upload, encoding, upload.body())));
        }
        return new Found(takenApart(upload, inflated, bySession, unidentified));
    }

    private List<LogEntry> takenApart(
            Upload upload, byte[] inflated, Map<SessionKey, List<RumSlice>> bySession, List<RumSlice> unidentified) {
        List<LogEntry> entries = new ArrayList<>();
        DeadLetters deadLetters = new DeadLetters(upload.receivedAtMs(), limits.maxDeadLetters());
        unidentified.forEach(slice ->
                deadLetters.add(RejectReason.BAD_ID, slice, "cannot be read or does not name an allowed session"));
        bySession.forEach((key, slices) -> {
            List<RumSlice> group = new ArrayList<>();
            int groupBytes = 0;
            for (RumSlice slice : slices) {
                int bytes = slice.to() - slice.from() + 2; // what joins it to the next one
                if (bytes > limits.recordBytes()) {
                    deadLetters.add(RejectReason.TOO_LARGE, slice, "is larger than a record may be");
                    continue;
                }
                if (groupBytes + bytes > limits.recordBytes()) {
                    entries.add(joined(key, upload, inflated, group));
                    group.clear();
                    groupBytes = 0;
                }
                group.add(slice);
                groupBytes += bytes;
            }
            if (!group.isEmpty()) {
                entries.add(joined(key, upload, inflated, group));
            }
        });
        entries.addAll(deadLetters.entries());
        return entries;
    }

    private LogEntry joined(SessionKey key, Upload upload, byte[] inflated, List<RumSlice> slices) {
        return batch(key, upload, Body.Encoding.IDENTITY, format.joinRum(inflated, slices));
    }

    private LogEntry batch(SessionKey key, Upload upload, Body.Encoding encoding, byte[] body) {
        return new Rum(
                key,
                RumBatch.newBuilder()
                        .setApp(key.app())
                        .setSession(key.session())
                        .setFormat(source)
                        .setEncoding(Encodings.stored(encoding))
                        .setReceivedAtMs(upload.receivedAtMs())
                        .setBody(ByteBuffer.wrap(body))
                        .build());
    }

    private static byte[] inflate(Body body) throws MalformedBodyException {
        try (InputStream inflating = body.open()) {
            return inflating.readAllBytes();
        } catch (IOException e) {
            throw MalformedBodyException.of(e);
        }
    }
}
