// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.gateway.access.Claim;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SourceFormat;
import org.jspecify.annotations.Nullable;

/**
 * Guance datakit-js 3, directly or through DataKit: recordings are forms of the part {@code segment} and flat text
 * fields, with nested names joined by {@code _}; RUM events are line protocol or a JSON array.
 */
public final class GuanceIntake {

    private GuanceIntake() {}

    /** {@code POST /v1/write/rum/replay}. */
    public static Intake replay(IntakeLimits limits) {
        return Intake.of(SourceFormat.GUANCE, null, GuanceIntake::claim, upload -> segment(upload, limits));
    }

    /** {@code POST /v1/write/rum}. */
    public static Intake rum(IntakeLimits limits) {
        return new RumIntake(SourceFormat.GUANCE, limits).intake(GuanceIntake::claim);
    }

    /** The token is that of a public DataWay; towards a DataKit there is none. */
    private static Claim claim(RequestHead head) {
        return new Claim(SourceFormat.GUANCE, null, head.query().get("token"), false, head.origin());
    }

    private static Reading segment(Upload upload, IntakeLimits limits) throws MalformedBodyException {
        MultipartForm form = MultipartForm.parse(upload, limits);
        MultipartForm.Part segment = form.part("segment");
        if (segment == null) {
            throw new MalformedBodyException(RejectReason.MALFORMED, "form has no part segment");
        }
        if (segment.bytes() == 0) {
            throw new MalformedBodyException(RejectReason.EMPTY, "part segment is empty");
        }
        SessionKey key = new SessionKey(
                Ids.application("app_id", form.text("app_id"), upload.access()),
                Ids.required("session_id", form.text("session_id")));
        Segment.Builder head = Segment.newBuilder()
                .setView(Ids.required("view_id", form.text("view_id")))
                .setIndex(index(form.text("index_in_view")))
                .setFormat(SourceFormat.GUANCE)
                .setReceivedAtMs(upload.receivedAtMs())
                .setStartMs(number(form.text("start")))
                .setEndMs(number(form.text("end")))
                .setRecords(count(number(form.text("records_count"))))
                .setHasFullSnapshot(flag(form.text("has_full_snapshot")))
                .setRawSize(number(form.text("raw_segment_size")))
                .setSdkName(form.text("sdk_name"))
                .setSdkVersion(form.text("sdk_version"))
                .setService(form.text("service"))
                .setEnv(form.text("env"))
                .setVersion(form.text("version"));
        return Reading.of(SegmentParts.of(
                key, head, form.text("source"), upload.body(), segment.from(), segment.to(), limits.recordBytes()));
    }

    private static int index(@Nullable String text) throws MalformedBodyException {
        Integer index = count(number(text));
        if (index == null) {
            throw new MalformedBodyException(RejectReason.MALFORMED, "index_in_view is not a count");
        }
        return index;
    }

    /** Claims that nothing hangs on: what is not a number is left out. */
    private static @Nullable Long number(@Nullable String text) {
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Integer count(@Nullable Long number) {
        return number == null || number < 0 || number > Integer.MAX_VALUE ? null : (Integer) number.intValue();
    }

    private static @Nullable Boolean flag(@Nullable String text) {
        return switch (text) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            case null, default -> null;
        };
    }
}
