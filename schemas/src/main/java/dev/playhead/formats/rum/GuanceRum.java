// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.rum;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.BodyJson;
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
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One of Guance's RUM events: a point whose measurement is its type. Tags and fields share one space of names. */
public final class GuanceRum {

    /** What the event's item and traits carry anyway. */
    private static final Set<String> ENVELOPE =
            Set.of("app_id", "session_id", "view_id", "userid", "user_name", "user_email");

    private final LineProtocol.Point point;
    private final long contentHash;
    private final long atMs;
    private final ObjectMapper json;

    private GuanceRum(LineProtocol.Point point, long contentHash, ObjectMapper json) throws MalformedBodyException {
        this.point = point;
        this.contentHash = contentHash;
        this.json = json;
        Long time = point.timestamp();
        this.atMs = RumValues.timeMs(time == null ? MissingNode.getInstance() : LongNode.valueOf(time));
    }

    public static Decoded<RumFacts> read(Body body) {
        try {
            byte[] batch = body.readAll();
            ObjectMapper json = BodyJson.within(body.limits());
            RumTally tally = new RumTally();
            GuanceBatch.read(batch, body.limits(), line -> tally.add(() -> facts(line, batch, json)));
            return tally.facts();
        } catch (MalformedBodyException e) {
            return e.rejected();
        }
    }

    private static RumEvent facts(LineProtocol.Line line, byte[] batch, ObjectMapper json)
            throws MalformedBodyException {
        return switch (line) {
            case LineProtocol.Point point ->
                new GuanceRum(point, ContentHash.of(batch, point.from(), point.to()), json).facts();
            case LineProtocol.Unreadable bad -> throw new MalformedBodyException(RejectReason.MALFORMED, bad.fault());
        };
    }

    private RumEvent facts() throws MalformedBodyException {
        return switch (point.measurement()) {
            case "view" -> view();
            case "action" ->
                item(
                        MarkerKind.ACTION,
                        text("action_id"),
                        ShortText.of(firstText("action_name", "action_type")),
                        RumValues.isUserAction(text("action_type")),
                        RumValues.texts(parsed("action_frustration_types")));
            case "error" -> item(MarkerKind.ERROR, "error_id", ShortText.of(firstText("error_message", "error_type")));
            case "resource" ->
                item(
                        MarkerKind.RESOURCE,
                        "resource_id",
                        RumValues.resourceLabel(text("resource_method"), text("resource_url")));
            case "long_task" ->
                item(MarkerKind.LONG_TASK, "long_task_id", RumValues.longTaskLabel(text("long_task_entry_type")));
            default -> item(MarkerKind.CUSTOM, "id", ShortText.firstLineOf(point.measurement()));
        };
    }

    private RumEvent.View view() throws MalformedBodyException {
        JsonNode segments = parsed("session_replay_stats").path("segments_count");
        return new RumEvent.View(
                RumValues.viewId(text("view_id")),
                atMs,
                value("time_spent").asLong(0),
                contentHash,
                timeSpentMs(),
                text("tab_id"),
                text("view_url"),
                text("view_name"),
                RumValues.flag(value("session_has_replay")),
                counts(),
                segments.isNumber() ? Integer.valueOf(RumValues.count(segments)) : null,
                value("sampled_for_error_replay").asBoolean(),
                false,
                traits(siteAttributes()),
                attributes());
    }

    private long timeSpentMs() {
        Long timeSpentMs = RumValues.durationMs(value("time_spent"));
        return timeSpentMs == null ? 0 : timeSpentMs;
    }

    private RumEvent.@Nullable Counts counts() {
        if (value("view_action_count").isMissingNode()
                && value("view_error_count").isMissingNode()) {
            return null;
        }
        return new RumEvent.Counts(
                RumValues.count(value("view_action_count")),
                RumValues.count(value("view_error_count")),
                RumValues.count(value("view_resource_count")),
                RumValues.count(value("view_long_task_count")),
                RumValues.count(value("frustration_count")));
    }

    private RumEvent.Item item(MarkerKind kind, String idName, String label) throws MalformedBodyException {
        return item(kind, text(idName), label, false, List.of());
    }

    private RumEvent.Item item(
            MarkerKind kind, @Nullable String id, String label, boolean userActivity, List<String> frustrations)
            throws MalformedBodyException {
        String view = RumValues.allowed(text("view_id"), "a view");
        return new RumEvent.Item(
                kind,
                RumValues.eventId(id, kind, atMs, view, contentHash),
                view,
                atMs,
                RumValues.durationMs(value("duration")),
                contentHash,
                label,
                RumValues.flag(value("session_has_replay")),
                userActivity,
                frustrations,
                traits(null),
                attributes());
    }

    private Traits traits(@Nullable String siteAttributes) {
        // Until the site says who the user is, the SDK sends an id of its own making.
        boolean anonymous = "F".equals(text("is_signin"));
        return new Traits(
                anonymous ? null : text("userid"),
                text("user_name"),
                text("user_email"),
                text("browser"),
                text("os"),
                text("device"),
                text("country"),
                text("env"),
                text("service"),
                text("version"),
                text("sdk_name"),
                text("sdk_version"),
                siteAttributes);
    }

    /** The site's own context: {@code custom_keys} lists which names are of its making. */
    private @Nullable String siteAttributes() throws MalformedBodyException {
        FlatAttributes site = FlatAttributes.ofSession();
        for (String name : RumValues.texts(parsed("custom_keys"))) {
            site.add(name, value(name));
        }
        return site.isEmpty() ? null : site.json();
    }

    private String attributes() throws MalformedBodyException {
        FlatAttributes attributes = FlatAttributes.ofEvent();
        for (var tag : point.tags().entrySet()) {
            if (!ENVELOPE.contains(tag.getKey())) {
                attributes.add(tag.getKey(), tag.getValue());
            }
        }
        for (var field : point.fields().entrySet()) {
            if (!ENVELOPE.contains(field.getKey())) {
                attributes.add(field.getKey(), field.getValue());
            }
        }
        return attributes.json();
    }

    private JsonNode value(String name) {
        String tag = point.tags().get(name);
        return tag != null ? TextNode.valueOf(tag) : point.fields().getOrDefault(name, MissingNode.getInstance());
    }

    private @Nullable String text(String name) {
        return RumValues.text(value(name));
    }

    /** Objects and arrays are sent as JSON text. */
    private JsonNode parsed(String name) {
        JsonNode value = value(name);
        if (!value.isTextual()) {
            return value;
        }
        try {
            return json.readTree(value.textValue());
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private String firstText(String preferred, String otherwise) {
        String text = text(preferred);
        return text != null && !text.isBlank() ? text : value(otherwise).asText(point.measurement());
    }
}
