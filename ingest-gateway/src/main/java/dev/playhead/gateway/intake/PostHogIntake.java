// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.formats.facts.RumSlice;
import dev.playhead.formats.rum.PostHogBatch;
import dev.playhead.gateway.intake.Reading.Found;
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
public final class PostHogIntake implements Intake {

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
        return new PostHogIntake(limits, limits.segment());
    }

    /** {@code POST /e/} and {@code POST /i/v0/e/}. */
    public static Intake events(IntakeLimits limits) {
        return new PostHogIntake(limits, limits.rum());
    }

    @Override
    public Reading read(Upload upload) throws MalformedBodyException {
        Body sent = body(upload);
        byte[] batch = sent.readAll();
        List<LogEntry> segments = new ArrayList<>();
        List<RumSlice> others = new ArrayList<>();
        for (PostHogBatch.Event event : PostHogBatch.events(batch, bodyLimits)) {
            if (!event.isSnapshot()) {
                others.add(event.slice());
            } else if (!addSegment(segments, event, batch, upload.receivedAtMs())) {
                others.add(new RumSlice(event.from(), event.to(), null, null));
            }
        }
        if (segments.isEmpty()) {
            RumIntake.refuseUnlessIdentified(others);
        }
        List<LogEntry> entries = new ArrayList<>(segments);
        entries.addAll(rum.entries(segments.isEmpty() ? sent : null, batch, others, upload.receivedAtMs()));
        return new Found(entries, ANSWER);
    }

    /** False if the event has no recording in it, or an id that is not allowed. */
    private boolean addSegment(List<LogEntry> segments, PostHogBatch.Event event, byte[] batch, long receivedAtMs) {
        PostHogBatch.Range recorded = event.snapshot();
        RumSlice whose = event.slice();
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
            encoding = Encodings.of(bytes, 0, bytes.length);
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
