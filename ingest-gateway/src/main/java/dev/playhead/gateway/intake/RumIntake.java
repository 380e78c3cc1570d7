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
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
        Body sent = new Body(upload.body(), Encodings.of(upload), limits.rum());
        byte[] inflated = sent.readAll();
        List<RumSlice> slices = format.rumSlices(inflated);
        refuseUnlessIdentified(slices);
        return new Found(entries(sent, inflated, slices, upload.receivedAtMs()));
    }

    static void refuseUnlessIdentified(List<RumSlice> slices) throws MalformedBodyException {
        if (slices.isEmpty()) {
            throw new MalformedBodyException(RejectReason.EMPTY, "batch has no event");
        }
        if (slices.stream().noneMatch(RumSlice::isIdentified)) {
            throw new MalformedBodyException(
                    RejectReason.BAD_ID, "none of %d events names its session".formatted(slices.size()));
        }
    }

    /**
     * @param sent what is stored, if all of it is one session's; null where more is in it than these slices
     * @param inflated what the slices are of
     */
    List<LogEntry> entries(@Nullable Body sent, byte[] inflated, List<RumSlice> slices, long receivedAtMs)
            throws MalformedBodyException {
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
        if (bySession.size() > limits.maxSessions()) {
            throw new MalformedBodyException(
                    RejectReason.TOO_LARGE, "batch has more than %d sessions".formatted(limits.maxSessions()));
        }
        if (sent != null
                && bySession.size() == 1
                && unidentified.isEmpty()
                && sent.bytes().length <= limits.recordBytes()) {
            SessionKey key = bySession.keySet().iterator().next();
            return List.of(batch(source, key, receivedAtMs, sent.encoding(), ByteBuffer.wrap(sent.bytes())));
        }
        return takenApart(receivedAtMs, inflated, bySession, unidentified);
    }

    static LogEntry batch(
            SourceFormat source, SessionKey key, long receivedAtMs, Body.Encoding encoding, ByteBuffer body) {
        return new Rum(
                key,
                RumBatch.newBuilder()
                        .setApp(key.app())
                        .setSession(key.session())
                        .setFormat(source)
                        .setEncoding(Encodings.stored(encoding))
                        .setReceivedAtMs(receivedAtMs)
                        .setBody(body)
                        .build());
    }

    private List<LogEntry> takenApart(
            long receivedAtMs,
            byte[] inflated,
            Map<SessionKey, List<RumSlice>> bySession,
            List<RumSlice> unidentified) {
        List<LogEntry> entries = new ArrayList<>();
        DeadLetters deadLetters = new DeadLetters(receivedAtMs, limits.maxDeadLetters());
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
                    entries.add(joined(key, receivedAtMs, inflated, group));
                    group.clear();
                    groupBytes = 0;
                }
                group.add(slice);
                groupBytes += bytes;
            }
            if (!group.isEmpty()) {
                entries.add(joined(key, receivedAtMs, inflated, group));
            }
        });
        entries.addAll(deadLetters.entries());
        return entries;
    }

    private LogEntry joined(SessionKey key, long receivedAtMs, byte[] inflated, List<RumSlice> slices) {
        byte[] body = format.joinRum(inflated, slices);
        return batch(source, key, receivedAtMs, Body.Encoding.IDENTITY, ByteBuffer.wrap(body));
    }
}
