// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.formats.facts.RumSlice;
import dev.playhead.formats.rum.PostHogBatch;
import dev.playhead.gateway.access.Access;
import dev.playhead.gateway.access.Claim;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SourceFormat;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * PostHog's browser SDK: events, recordings among them, in one shape of body on all of its paths. Each
 * {@code $snapshot} event becomes a segment of its own, whose bytes are its {@code $snapshot_data} as sent; all others
 * are RUM events. One that says not whose it is becomes a dead letter.
 *
 * <p>Bodies come gzip-compressed, which no header tells, as JSON, or, from older versions, as a form whose field
 * {@code data} is JSON in base64.
 */
public final class PostHogIntake {

    private static final String ANSWER = "{\"status\":\"Ok\"}";
    private static final byte[] FORM_FIELD = "data=".getBytes(StandardCharsets.US_ASCII);

    private final IntakeLimits limits;
    private final BodyLimits bodyLimits;
    private final RumIntake rum;

    private PostHogIntake(IntakeLimits limits, BodyLimits bodyLimits) {
        this.limits = limits;
        this.bodyLimits = bodyLimits;
        this.rum = new RumIntake(SourceFormat.POSTHOG, limits);
    }

    /** {@code POST /s/}. */
    public static Intake recordings(IntakeLimits limits) {
        return intake(limits, limits.segment());
    }

    /** {@code POST /e/} and {@code POST /i/v0/e/}. */
    public static Intake events(IntakeLimits limits) {
        return intake(limits, limits.rum());
    }

    private static Intake intake(IntakeLimits limits, BodyLimits bodyLimits) {
        PostHogIntake intake = new PostHogIntake(limits, bodyLimits);
        return Intake.of(SourceFormat.POSTHOG, bodyLimits, PostHogIntake::claim, intake::read);
    }

    /** The token stands in each event. */
    private static Claim claim(RequestHead head) {
        return new Claim(SourceFormat.POSTHOG, null, null, true, head.origin());
    }

    private Reading read(Upload upload) throws MalformedBodyException {
        Body sent = body(upload);
        byte[] batch = sent.readAll();
        List<LogEntry> segments = new ArrayList<>();
        List<RumIntake.Event> others = new ArrayList<>();
        for (PostHogBatch.Event event : PostHogBatch.events(batch, bodyLimits)) {
            RumIntake.Event routed = routed(event.slice(), upload.access());
            if (!event.isSnapshot() || routed.fault() != null) {
                others.add(routed);
            } else if (!addSegment(segments, event, routed.slice(), batch, upload.receivedAtMs())) {
                others.add(new RumIntake.Event(event.slice(), RejectReason.BAD_ID));
            }
        }
        if (segments.isEmpty()) {
            RumIntake.refuseUnlessOneIsTaken(others);
        }
        List<LogEntry> entries = new ArrayList<>(segments);
        entries.addAll(rum.entries(segments.isEmpty() ? sent : null, batch, others, upload.receivedAtMs()));
        return new Reading(entries, List.of(), ANSWER);
    }

    /** The application that the event's token stands for, if it may be sent to. */
    private static RumIntake.Event routed(RumSlice slice, Access access) {
        String token = slice.app();
        if (token == null) {
            return new RumIntake.Event(slice, RejectReason.BAD_ID);
        }
        Access shown = access.showing(token);
        return RumIntake.Event.of(
                new RumSlice(slice.from(), slice.to(), shown.applicationOf(token), slice.session()), shown);
    }

    /** False if the event has no recording in it, or an id that is not allowed. */
    private boolean addSegment(
            List<LogEntry> segments, PostHogBatch.Event event, RumSlice whose, byte[] batch, long receivedAtMs) {
        PostHogBatch.Range recorded = event.snapshot();
        String view = event.window() == null ? Ids.MAIN_VIEW : event.window();
        if (recorded == null
                || whose.app() == null
                || whose.session() == null
                || !SessionKey.isId(view)
                || !isIdOrAbsent(event.uuid())) {
            return false;
        }
        Segment.Builder head = Segment.newBuilder()
                .setView(view)
                .setUuid(event.uuid())
                .setFormat(SourceFormat.POSTHOG)
                .setReceivedAtMs(receivedAtMs)
                .setSdkName(event.sdkName())
                .setSdkVersion(event.sdkVersion());
        segments.addAll(SegmentParts.of(
                new SessionKey(whose.app(), whose.session()),
                head,
                null,
                batch,
                recorded.from(),
                recorded.to(),
                limits.recordBytes()));
        return true;
    }

    private static boolean isIdOrAbsent(@Nullable String id) {
        return id == null || SessionKey.isId(id);
    }

    private Body body(Upload upload) throws MalformedBodyException {
        Body.Encoding encoding = Encodings.of(upload);
        byte[] bytes = upload.body();
        if (encoding == Body.Encoding.IDENTITY && isForm(bytes)) {
            bytes = formData(new String(bytes, StandardCharsets.US_ASCII));
            // of old versions, with small batches; what is inside counts as nobody's memory
            return new Body(bytes, Encodings.of(bytes, 0, bytes.length), limits.rum());
        }
        return new Body(bytes, encoding, bodyLimits);
    }

    private static boolean isForm(byte[] body) {
        for (int i = 0; i < FORM_FIELD.length; i++) {
            if (i >= body.length || body[i] != FORM_FIELD[i]) {
                return false;
            }
        }
        return true;
    }

    /** Base64's plus sign may come as it is, where a form means a space by it. */
    private static byte[] formData(String form) throws MalformedBodyException {
        int end = form.indexOf('&');
        String value = form.substring(FORM_FIELD.length, end < 0 ? form.length() : end);
        try {
            String data = URLDecoder.decode(value, StandardCharsets.UTF_8);
            return data.startsWith("{") || data.startsWith("[")
                    ? data.getBytes(StandardCharsets.UTF_8)
                    : Base64.getDecoder().decode(data.replace(' ', '+'));
        } catch (IllegalArgumentException e) {
            throw new MalformedBodyException(RejectReason.MALFORMED, "field data is neither JSON nor base64");
        }
    }
}
