// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import dev.playhead.formats.RecordingFormat;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.formats.facts.RumSlice;
import dev.playhead.gateway.access.Access;
import dev.playhead.gateway.intake.LogEntry.Rum;
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
final class RumIntake {

    private final SourceFormat sdk;
    private final RecordingFormat format;
    private final IntakeLimits limits;

    /**
     * An event, and whether it can be taken.
     *
     * @param fault why not; null if it can
     */
    record Event(RumSlice slice, @Nullable RejectReason fault) {

        static Event of(RumSlice slice, Access access) {
            return new Event(
                    slice,
                    slice.app() == null || slice.session() == null ? RejectReason.BAD_ID : access.refusal(slice.app()));
        }
    }

    RumIntake(SourceFormat sdk, IntakeLimits limits) {
        this.sdk = sdk;
        this.format = RecordingFormat.named(sdk.name()).orElseThrow();
        this.limits = limits;
    }

    /** An endpoint that takes nothing but batches. */
    Intake intake(Intake.Claims claims) {
        return Intake.of(sdk, limits.rum(), claims, this::read);
    }

    private Reading read(Upload upload) throws MalformedBodyException {
        Body sent = new Body(upload.body(), Encodings.of(upload), limits.rum());
        byte[] inflated = sent.readAll();
        List<Event> events = format.rumSlices(inflated).stream()
                .map(slice -> Event.of(slice, upload.access()))
                .toList();
        refuseUnlessOneIsTaken(events);
        return Reading.of(entries(sent, inflated, events, upload.receivedAtMs()));
    }

    static void refuseUnlessOneIsTaken(List<Event> events) throws MalformedBodyException {
        if (events.isEmpty()) {
            throw new MalformedBodyException(RejectReason.EMPTY, "batch has no event");
        }
        if (events.stream().anyMatch(event -> event.fault() == null)) {
            return;
        }
        RejectReason refusal = events.stream()
                .map(Event::fault)
                .filter(fault -> fault != RejectReason.BAD_ID)
                .findFirst()
                .orElse(RejectReason.BAD_ID);
        throw new MalformedBodyException(
                refusal,
                (refusal == RejectReason.BAD_ID
                                ? "none of %d events names its session"
                                : "none of %d events is of an application that may be sent to from here")
                        .formatted(events.size()));
    }

    /**
     * @param sent what is stored, if all of it is one session's; null where more is in it than these events
     * @param inflated what the events are slices of
     */
    List<LogEntry> entries(@Nullable Body sent, byte[] inflated, List<Event> events, long receivedAtMs)
            throws MalformedBodyException {
        Map<SessionKey, List<RumSlice>> bySession = new LinkedHashMap<>();
        DeadLetters deadLetters = new DeadLetters(receivedAtMs, limits.maxDeadLetters());
        for (Event event : events) {
            RumSlice slice = event.slice();
            if (event.fault() != null || slice.app() == null || slice.session() == null) {
                deadLetters.add(event.fault() == null ? RejectReason.BAD_ID : event.fault(), slice);
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
                && deadLetters.isEmpty()
                && sent.bytes().length <= limits.recordBytes()) {
            SessionKey key = bySession.keySet().iterator().next();
            return List.of(batch(sdk, key, receivedAtMs, sent.encoding(), ByteBuffer.wrap(sent.bytes())));
        }
        return takenApart(receivedAtMs, inflated, bySession, deadLetters);
    }

    static LogEntry batch(
            SourceFormat sdk, SessionKey key, long receivedAtMs, Body.Encoding encoding, ByteBuffer body) {
        return new Rum(
                key,
                RumBatch.newBuilder()
                        .setApp(key.app())
                        .setSession(key.session())
                        .setFormat(sdk)
                        .setEncoding(Encodings.stored(encoding))
                        .setReceivedAtMs(receivedAtMs)
                        .setBody(body)
                        .build());
    }

    private List<LogEntry> takenApart(
            long receivedAtMs, byte[] inflated, Map<SessionKey, List<RumSlice>> bySession, DeadLetters deadLetters) {
        List<LogEntry> entries = new ArrayList<>();
        bySession.forEach((key, slices) -> {
            List<RumSlice> group = new ArrayList<>();
            int groupBytes = 0;
            for (RumSlice slice : slices) {
                int bytes = slice.to() - slice.from() + 2; // what joins it to the next one
                if (bytes > limits.recordBytes()) {
                    deadLetters.add(RejectReason.TOO_LARGE, slice);
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
        return batch(sdk, key, receivedAtMs, Body.Encoding.IDENTITY, ByteBuffer.wrap(body));
    }
}
