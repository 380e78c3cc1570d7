// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.gateway.access.Claim;
import dev.playhead.gateway.intake.Reading.Ignored;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SourceFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Datadog browser SDK v4 to v7: recordings are forms of the part {@code segment} and the JSON part {@code event}; RUM
 * events are newline-delimited JSON, zlib-compressed where the SDK is set so.
 */
public final class DatadogIntake {

    private DatadogIntake() {}

    /** {@code POST /api/v2/replay}. */
    public static Intake replay(IntakeLimits limits) {
        return Intake.of(SourceFormat.DATADOG, null, DatadogIntake::claim, upload -> segment(upload, limits));
    }

    /** {@code POST /api/v2/rum}. */
    public static Intake rum(IntakeLimits limits) {
        return new RumIntake(SourceFormat.DATADOG, limits).intake(DatadogIntake::claim);
    }

    private static Claim claim(RequestHead head) {
        return new Claim(SourceFormat.DATADOG, null, head.query().get("dd-api-key"), false, head.origin());
    }

    private static Reading segment(Upload upload, IntakeLimits limits) throws MalformedBodyException {
        MultipartForm form = MultipartForm.parse(upload, limits);
        MultipartForm.Part segment = form.part("segment");
        if (segment == null && form.part("image") != null) {
            return new Reading(List.of(), List.of(Ignored.IMAGE), null);
        }
        String text = form.text("event");
        if (segment == null || text == null) {
            throw new MalformedBodyException(RejectReason.MALFORMED, "form has no parts segment and event");
        }
        if (segment.bytes() == 0) {
            throw new MalformedBodyException(RejectReason.EMPTY, "part segment is empty");
        }
        JsonNode event = event(text, limits.segment());
        SessionKey key = new SessionKey(
                Ids.application("application.id", id(event, "application"), upload.access()),
                Ids.required("session.id", id(event, "session")));
        Map<String, String> tags = tags(upload.query().get("ddtags"));
        Segment.Builder head = Segment.newBuilder()
                .setView(Ids.required("view.id", id(event, "view")))
                .setIndex(index(event.get("index_in_view")))
                .setFormat(SourceFormat.DATADOG)
                .setReceivedAtMs(upload.receivedAtMs())
                .setStartMs(number(event.get("start")))
                .setEndMs(number(event.get("end")))
                .setRecords(count(event.get("records_count")))
                .setHasFullSnapshot(flag(event.get("has_full_snapshot")))
                .setRawSize(number(event.get("raw_segment_size")))
                .setSdkName(upload.query().get("dd-evp-origin"))
                .setSdkVersion(upload.query().get("dd-evp-origin-version"))
                .setService(tags.get("service"))
                .setEnv(tags.get("env"))
                .setVersion(tags.get("version"));
        String source = event.path("source").textValue();
        return Reading.of(
                SegmentParts.of(key, head, source, upload.body(), segment.from(), segment.to(), limits.recordBytes()));
    }

    private static JsonNode event(String text, BodyLimits limits) throws MalformedBodyException {
        Body body = new Body(text.getBytes(StandardCharsets.UTF_8), Body.Encoding.IDENTITY, limits);
        try (JsonParser json = body.parser()) {
            JsonNode event = json.readValueAsTree();
            if (event == null || !event.isObject() || json.nextToken() != null) {
                throw new MalformedBodyException(RejectReason.MALFORMED, "part event is not one JSON object");
            }
            return event;
        } catch (IOException e) {
            throw MalformedBodyException.of(e);
        }
    }

    private static @Nullable String id(JsonNode event, String of) {
        return event.path(of).path("id").textValue();
    }

    private static int index(@Nullable JsonNode node) throws MalformedBodyException {
        Integer index = count(node);
        if (index == null) {
            throw new MalformedBodyException(RejectReason.MALFORMED, "index_in_view is not a count");
        }
        return index;
    }

    private static @Nullable Integer count(@Nullable JsonNode node) {
        return node != null && node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= 0
                ? (Integer) node.intValue()
                : null;
    }

    /** A fraction is floored. */
    private static @Nullable Long number(@Nullable JsonNode node) {
        return node != null && node.isNumber() && node.canConvertToLong() ? (Long) node.longValue() : null;
    }

    private static @Nullable Boolean flag(@Nullable JsonNode node) {
        return (node != null && node.isBoolean()) ? (Boolean) node.booleanValue() : null;
    }

    /** {@code sdk_version:5.35.1,env:dev,service:shop}: v4 and v5 say so in the URL, v7 only in RUM events. */
    private static Map<String, String> tags(@Nullable String text) {
        Map<String, String> tags = new HashMap<>();
        for (String tag : text == null ? new String[0] : text.split(",", -1)) {
            int colon = tag.indexOf(':');
            if (colon > 0) {
                tags.putIfAbsent(tag.substring(0, colon), tag.substring(colon + 1));
            }
        }
        return tags;
    }
}
