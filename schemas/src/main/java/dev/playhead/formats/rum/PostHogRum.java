// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.rum;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.BodyJson;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.formats.body.Decoded;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.formats.facts.ContentHash;
import dev.playhead.formats.facts.FlatAttributes;
import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.formats.facts.RumEvent;
import dev.playhead.formats.facts.RumFacts;
import dev.playhead.formats.facts.ShortText;
import dev.playhead.formats.facts.Traits;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One of PostHog's events that is no piece of a recording. Its view is the window, which outlives pages. */
public final class PostHogRum {

    /** What the item and its traits carry anyway, and what is of no use outside PostHog. */
    private static final Set<String> ENVELOPE = Set.of(
            "token",
            "distinct_id",
            "$device_id",
            "$session_id",
            "$window_id",
            "$insert_id",
            "$time",
            "$lib",
            "$lib_version",
            "$set",
            "$set_once");

    private static final String DEBUG_PREFIX = "$sdk_debug";
    private static final double MS_PER_SECOND = 1_000;

    private final ObjectNode event;
    private final JsonNode properties;
    private final String name;
    private final long contentHash;
    private final long atMs;

    private PostHogRum(ObjectNode event, String name, long contentHash) throws MalformedBodyException {
        this.event = event;
        this.properties = event.path("properties");
        this.name = name;
        this.contentHash = contentHash;
        this.atMs = timeMs();
    }

    public static Decoded<RumFacts> read(Body body) {
        try {
            byte[] batch = body.readAll();
            ObjectMapper json = BodyJson.within(body.limits());
            RumTally tally = new RumTally();
            for (PostHogBatch.Event event : PostHogBatch.events(batch, body.limits())) {
                if (!event.isSnapshot()) {
                    tally.add(() -> parsed(json, batch, event).facts());
                }
            }
            return tally.facts();
        } catch (MalformedBodyException e) {
            return e.rejected();
        }
    }

    private static PostHogRum parsed(ObjectMapper json, byte[] batch, PostHogBatch.Event event)
            throws MalformedBodyException {
        if (event.fault() != null) {
            throw new MalformedBodyException(RejectReason.MALFORMED, event.fault());
        }
        int length = event.to() - event.from();
        if (length > BodyLimits.MAX_RUM_EVENT_BYTES) {
            throw new MalformedBodyException(
                    RejectReason.TOO_LARGE, "larger than %d bytes".formatted(BodyLimits.MAX_RUM_EVENT_BYTES));
        }
        try {
            if (event.name() != null && json.readTree(batch, event.from(), length) instanceof ObjectNode object) {
                return new PostHogRum(object, event.name(), ContentHash.of(batch, event.from(), event.to()));
            }
        } catch (IOException e) {
            throw MalformedBodyException.of(e);
        }
        throw new MalformedBodyException(RejectReason.MALFORMED, "not an event with a name");
    }

    private RumEvent facts() throws MalformedBodyException {
        return switch (name) {
            case "$pageview" -> page();
            case "$exception" -> item(MarkerKind.ERROR, errorLabel(), false);
            case "$autocapture" -> {
                String type = RumValues.text(properties.path("$event_type"));
                yield item(
                        MarkerKind.ACTION,
                        firstText(properties.path("$el_text"), type == null ? name : type),
                        RumValues.isUserAction(type));
            }
            case "$rageclick" -> item(MarkerKind.FRUSTRATION, "rage_click", true);
            default -> item(MarkerKind.CUSTOM, ShortText.firstLineOf(name), false);
        };
    }

    private RumEvent page() throws MalformedBodyException {
        String url = RumValues.text(properties.path("$current_url"));
        if (url == null) {
            return item(MarkerKind.CUSTOM, name, false);
        }
        return new RumEvent.Page(id(MarkerKind.VIEW), view(), atMs, contentHash, url, traits(), attributes());
    }

    private RumEvent item(MarkerKind kind, String label, boolean userActivity) throws MalformedBodyException {
        return new RumEvent.Item(
                kind,
                id(kind),
                view(),
                atMs,
                null,
                contentHash,
                label,
                null,
                userActivity,
                List.of(),
                traits(),
                attributes());
    }

    /** What was thrown, not what it was wrapped in for: the first of the list. Older SDKs have no list. */
    private String errorLabel() {
        JsonNode thrown = properties.path("$exception_list").path(0);
        JsonNode message = thrown.isMissingNode() ? properties.path("$exception_message") : thrown.path("value");
        JsonNode type = thrown.isMissingNode() ? properties.path("$exception_type") : thrown.path("type");
        return ShortText.firstLineOf(firstText(message, firstText(type, name)));
    }

    private String id(MarkerKind kind) throws MalformedBodyException {
        return RumValues.eventId(RumValues.text(event.path("uuid")), kind, atMs, view(), contentHash);
    }

    private @Nullable String view() throws MalformedBodyException {
        return RumValues.allowed(RumValues.text(properties.path("$window_id")), "a view");
    }

    /** {@code timestamp} is ISO 8601; SDKs that do not send it have {@code $time}, in seconds. */
    private long timeMs() throws MalformedBodyException {
        JsonNode timestamp = event.path("timestamp");
        if (timestamp.isTextual()) {
            try {
                return OffsetDateTime.parse(timestamp.textValue()).toInstant().toEpochMilli();
            } catch (DateTimeException | ArithmeticException e) {
                throw new MalformedBodyException(RejectReason.MALFORMED, "an event with a time that is none");
            }
        }
        JsonNode seconds = properties.path("$time");
        return RumValues.timeMs(seconds.isNumber() ? event.numberNode(seconds.doubleValue() * MS_PER_SECOND) : seconds);
    }

    /** A visitor without a name is known by the id of the device; that is no user. */
    private @Nullable String userId() {
        String id = RumValues.text(properties.path("distinct_id"));
        return id == null || id.equals(properties.path("$device_id").asText()) ? null : id;
    }

    private Traits traits() {
        JsonNode person = properties.path("$set");
        return new Traits(
                userId(),
                RumValues.text(person.path("name")),
                RumValues.text(person.path("email")),
                RumValues.text(properties.path("$browser")),
                RumValues.text(properties.path("$os")),
                RumValues.text(properties.path("$device_type")),
                null,
                null,
                null,
                null,
                RumValues.text(properties.path("$lib")),
                RumValues.text(properties.path("$lib_version")),
                null);
    }

    private String attributes() throws MalformedBodyException {
        FlatAttributes attributes = FlatAttributes.ofEvent();
        for (var property : properties.properties()) {
            String named = property.getKey();
            if (!ENVELOPE.contains(named) && !named.startsWith(DEBUG_PREFIX)) {
                attributes.add(named, property.getValue());
            }
        }
        return attributes.json();
    }

    private static String firstText(JsonNode preferred, String otherwise) {
        String text = RumValues.text(preferred);
        return text != null && !text.isBlank() ? text : otherwise;
    }
}
