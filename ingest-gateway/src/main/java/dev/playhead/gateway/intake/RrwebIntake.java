// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.gateway.access.Claim;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SourceFormat;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plain rrweb, {@code POST /rrweb/v1/batch}: one JSON object of ids and events. It is read to its end, since the ids
 * may stand behind the events, and stored as sent.
 */
public final class RrwebIntake {

    private static final Set<String> MEDIA_TYPES = Set.of("application/json", "text/plain", "application/octet-stream");

    private RrwebIntake() {}

    public static Intake batches(IntakeLimits limits) {
        return Intake.of(SourceFormat.RRWEB, null, RrwebIntake::claim, upload -> read(upload, limits));
    }

    /** A token stands in the URL, since a beacon has no headers of its own. */
    private static Claim claim(RequestHead head) {
        return new Claim(SourceFormat.RRWEB, null, head.query().get("token"), false, head.origin());
    }

    private static Reading read(Upload upload, IntakeLimits limits) throws MalformedBodyException {
        refuseOtherMedia(upload.contentType());
        Body body = new Body(upload.body(), Encodings.of(upload), limits.segment());
        Batch batch = new Batch();
        try (JsonParser json = body.parser()) {
            batch.read(json);
        } catch (IOException e) {
            throw MalformedBodyException.of(e);
        }
        SessionKey key = new SessionKey(
                Ids.application("appId", batch.appId, upload.access()), Ids.required("sessionId", batch.sessionId));
        if (batch.events == 0) {
            throw new MalformedBodyException(RejectReason.EMPTY, "events is empty");
        }
        Segment.Builder head = Segment.newBuilder()
                .setView(batch.pageId == null ? Ids.MAIN_VIEW : Ids.required("pageId", batch.pageId))
                .setIndex(batch.seq)
                .setFormat(SourceFormat.RRWEB)
                .setReceivedAtMs(upload.receivedAtMs());
        return Reading.of(
                SegmentParts.of(key, head, null, upload.body(), 0, upload.body().length, limits.recordBytes()));
    }

    private static void refuseOtherMedia(@Nullable String contentType) throws MalformedBodyException {
        String mediaType = contentType == null
                ? "application/octet-stream"
                : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!MEDIA_TYPES.contains(mediaType)) {
            throw new MalformedBodyException(RejectReason.UNKNOWN_FORMAT, "content-type is not application/json");
        }
    }

    /** The fields that the gateway needs, as they are met. */
    private static final class Batch {

        private final Set<String> met = new HashSet<>();
        private @Nullable String appId;
        private @Nullable String sessionId;
        private @Nullable String pageId;
        private @Nullable Integer seq;
        private int events;

        void read(JsonParser json) throws IOException {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw malformed("batch is not a JSON object");
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                field(json);
            }
            if (json.nextToken() != null) {
                throw malformed("text follows the batch");
            }
        }

        private void field(JsonParser json) throws IOException {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "appId" -> appId = text(json, name);
                case "sessionId" -> sessionId = text(json, name);
                case "pageId" -> pageId = text(json, name);
                case "seq" -> seq = count(json, name);
                case "events" -> events = elements(json, name);
                default -> json.skipChildren();
            }
        }

        private @Nullable String text(JsonParser json, String name) throws IOException {
            refuseTwice(name);
            return switch (json.currentToken()) {
                case VALUE_STRING -> json.getText();
                case VALUE_NULL -> null;
                default -> throw malformed(name + " is not text");
            };
        }

        private @Nullable Integer count(JsonParser json, String name) throws IOException {
            refuseTwice(name);
            if (json.currentToken() == JsonToken.VALUE_NULL) {
                return null;
            }
            boolean whole = json.currentToken() == JsonToken.VALUE_NUMBER_INT
                    && json.getNumberType() == JsonParser.NumberType.INT;
            if (!whole || json.getIntValue() < 0) {
                throw malformed(name + " is not a count");
            }
            return json.getIntValue();
        }

        private int elements(JsonParser json, String name) throws IOException {
            refuseTwice(name);
            if (json.currentToken() != JsonToken.START_ARRAY) {
                throw malformed(name + " is not an array");
            }
            int elements = 0;
            while (json.nextToken() != JsonToken.END_ARRAY) {
                json.skipChildren();
                elements++;
            }
            return elements;
        }

        /** Two readers must never see two sessions in one batch. */
        private void refuseTwice(String name) throws MalformedBodyException {
            if (!met.add(name)) {
                throw malformed(name + " is there twice");
            }
        }

        private static MalformedBodyException malformed(String detail) {
            return new MalformedBodyException(RejectReason.MALFORMED, detail);
        }
    }
}
