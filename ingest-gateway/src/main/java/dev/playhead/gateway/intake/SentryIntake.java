// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.gateway.access.Claim;
import dev.playhead.gateway.intake.Reading.Ignored;
import dev.playhead.gateway.intake.SentryEnvelope.Item;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SourceFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sentry's browser SDK, {@code POST /api/{project}/envelope/}. Of all that it sends here a replay is kept: the items
 * {@code replay_event}, which has the ids, and after it {@code replay_recording}, whose payload is a line <code>
 * {"segment_id":N}</code> and the segment. Everything else is accepted, since the SDK would stop recording.
 */
public final class SentryIntake {

    private static final int PROJECT_SEGMENT = 2;

    private static final Pattern KEY = Pattern.compile("\\bsentry_key=([^,\\s]+)");

    private final IntakeLimits limits;

    private SentryIntake(IntakeLimits limits) {
        this.limits = limits;
    }

    /** {@code POST /api/{project}/envelope/}. */
    public static Intake envelopes(IntakeLimits limits) {
        SentryIntake intake = new SentryIntake(limits);
        return new Intake(SourceFormat.SENTRY, true, limits.segment(), SentryIntake::claim, intake::read);
    }

    /** Browsers show the key in the URL, other senders in a header. */
    private static Claim claim(RequestHead head) {
        String key = head.query().get("sentry_key");
        String header = head.header().apply("X-Sentry-Auth");
        if (key == null && header != null) {
            Matcher matcher = KEY.matcher(header);
            key = matcher.find() ? matcher.group(1) : null;
        }
        return new Claim(SourceFormat.SENTRY, project(head.path()), key, false, head.origin());
    }

    private static String project(String path) {
        return path.split("/", -1)[PROJECT_SEGMENT];
    }

    private Reading read(Upload upload) throws MalformedBodyException {
        byte[] bytes = new Body(upload.body(), Encodings.of(upload), limits.segment()).readAll();
        SentryEnvelope envelope = new SentryEnvelope(bytes, limits);
        String app = Ids.application("project", project(upload.path()), upload.access());
        List<LogEntry> entries = new ArrayList<>();
        List<Ignored> ignored = new ArrayList<>();
        Replay replay = null;
        for (Item item : envelope.items()) {
            switch (item.type()) {
                case "replay_event" -> replay = new Replay(app, item, envelope.event(item));
                case "replay_recording" -> {
                    if (replay == null) {
                        throw new MalformedBodyException(RejectReason.MALFORMED, "a recording without its event");
                    }
                    entries.addAll(segment(replay, envelope, item, bytes, upload.receivedAtMs()));
                    if (replay.namesErrors()) {
                        entries.add(replay.batch(bytes, upload.receivedAtMs()));
                    }
                }
                case "event" -> ignored.add(Ignored.EVENT);
                case "transaction" -> ignored.add(Ignored.TRANSACTION);
                case "session", "sessions" -> ignored.add(Ignored.SESSION);
                case "client_report" -> ignored.add(Ignored.CLIENT_REPORT);
                default -> ignored.add(Ignored.OTHER);
            }
        }
        return new Reading(entries, ignored, answer(envelope));
    }

    private List<LogEntry> segment(Replay replay, SentryEnvelope envelope, Item item, byte[] bytes, long receivedAtMs)
            throws MalformedBodyException {
        int endOfLine = envelope.endOfLine(item.from(), item.to());
        int from = Math.min(endOfLine + 1, item.to());
        if (from == item.to()) {
            throw new MalformedBodyException(RejectReason.EMPTY, "a recording holds nothing");
        }
        JsonNode index = envelope.header(item.from(), endOfLine).path("segment_id");
        if (!index.isInt() || index.intValue() < 0) {
            throw new MalformedBodyException(RejectReason.MALFORMED, "segment_id is not a count");
        }
        Segment.Builder head = Segment.newBuilder()
                .setView(Ids.MAIN_VIEW)
                .setIndex(index.intValue())
                .setFormat(SourceFormat.SENTRY)
                .setReceivedAtMs(receivedAtMs)
                .setSdkName(text(replay.event.at("/sdk/name")))
                .setSdkVersion(text(replay.event.at("/sdk/version")))
                .setEnv(text(replay.event.path("environment")))
                .setVersion(text(replay.event.path("release")));
        return SegmentParts.of(replay.key, head, null, bytes, from, item.to(), limits.recordBytes());
    }

    private static String answer(SentryEnvelope envelope) {
        String id = text(envelope.header().path("event_id"));
        return id != null && SessionKey.isId(id) ? "{\"id\":\"%s\"}".formatted(id) : "{}";
    }

    private static @Nullable String text(JsonNode node) {
        return node.textValue();
    }

    /** What names a recording. */
    private static final class Replay {

        private final SessionKey key;
        private final Item item;
        private final ObjectNode event;

        Replay(String app, Item item, ObjectNode event) throws MalformedBodyException {
            this.key = new SessionKey(app, Ids.required("replay_id", text(event.path("replay_id"))));
            this.item = item;
            this.event = event;
        }

        boolean namesErrors() {
            return !event.path("error_ids").isEmpty();
        }

        LogEntry batch(byte[] bytes, long receivedAtMs) {
            ByteBuffer body =
                    ByteBuffer.wrap(bytes, item.from(), item.to() - item.from()).slice();
            return RumIntake.batch(SourceFormat.SENTRY, key, receivedAtMs, Body.Encoding.IDENTITY, body);
        }
    }
}
