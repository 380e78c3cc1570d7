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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of Datadog's RUM events, as {@code rum-events-format} describes them: an envelope, and under the name of its type
 * what it is about.
 */
public final class DatadogRum {

    /** What the event's item and traits carry anyway, and what is of no use outside the SDK. */
    private static final Set<String> ENVELOPE =
            Set.of("application", "session", "usr", "type", "date", "tab", "ddtags", "_dd");

    private static final Set<String> USER_FIELDS = Set.of("id", "name", "email", "anonymous_id");

    private final ObjectNode event;
    private final long contentHash;
    private final long atMs;
    private final String type;

    private DatadogRum(ObjectNode event, long contentHash) throws MalformedBodyException {
        this.event = event;
        this.contentHash = contentHash;
        this.atMs = RumValues.timeMs(event.path("date"));
        this.type = event.path("type").asText("unknown");
    }

    public static Decoded<RumFacts> read(Body body) {
        try {
            byte[] batch = body.readAll();
            ObjectMapper json = BodyJson.within(body.limits());
            RumTally tally = new RumTally();
            for (DatadogLines.Line line : DatadogLines.of(batch)) {
                tally.addIfAny(() -> parsed(json, batch, line.from(), line.to()).facts());
            }
            return tally.facts();
        } catch (MalformedBodyException e) {
            return e.rejected();
        }
    }

    private static DatadogRum parsed(ObjectMapper json, byte[] batch, int from, int to) throws MalformedBodyException {
        if (to - from > BodyLimits.MAX_RUM_EVENT_BYTES) {
            throw new MalformedBodyException(
                    RejectReason.TOO_LARGE, "larger than %d bytes".formatted(BodyLimits.MAX_RUM_EVENT_BYTES));
        }
        try {
            if (json.readTree(batch, from, to - from) instanceof ObjectNode event) {
                return new DatadogRum(event, ContentHash.of(batch, from, to));
            }
        } catch (IOException e) {
            throw MalformedBodyException.of(e);
        }
        throw new MalformedBodyException(RejectReason.MALFORMED, "not a JSON object");
    }

    /** Empty for what the SDK tells its makers about itself. */
    private Optional<RumEvent> facts() throws MalformedBodyException {
        return type.equals("telemetry") ? Optional.empty() : Optional.of(event());
    }

    private RumEvent event() throws MalformedBodyException {
        return switch (type) {
            case "view" -> view();
            case "action" -> {
                JsonNode action = event.path("action");
                String actionType = RumValues.text(action.path("type"));
                yield item(
                        MarkerKind.ACTION,
                        RumValues.text(action.path("id")),
                        RumValues.durationMs(action.path("loading_time")),
                        ShortText.of(firstText(action.path("target").path("name"), action.path("type"))),
                        RumValues.isUserAction(actionType),
                        RumValues.texts(action.path("frustration").path("type")));
            }
            case "error" ->
                item(MarkerKind.ERROR, null, ShortText.of(firstText(about().path("message"), about().path("type"))));
            case "resource" ->
                item(
                        MarkerKind.RESOURCE,
                        RumValues.durationMs(about().path("duration")),
                        RumValues.resourceLabel(
                                RumValues.text(about().path("method")), RumValues.text(about().path("url"))));
            case "long_task" ->
                item(
                        MarkerKind.LONG_TASK,
                        RumValues.durationMs(about().path("duration")),
                        RumValues.longTaskLabel(RumValues.text(about().path("entry_type"))));
            default ->
                item(
                        MarkerKind.CUSTOM,
                        RumValues.durationMs(about().path("duration")),
                        ShortText.firstLineOf(firstText(about().path("name"), event.path("type"))));
        };
    }

    private RumEvent.View view() throws MalformedBodyException {
        JsonNode view = event.path("view");
        JsonNode segments = event.path("_dd").path("replay_stats").path("segments_count");
        Long timeSpentMs = RumValues.durationMs(view.path("time_spent"));
        return new RumEvent.View(
                RumValues.viewId(RumValues.text(view.path("id"))),
                atMs,
                event.path("_dd").path("document_version").asLong(0),
                contentHash,
                timeSpentMs == null ? 0 : timeSpentMs,
                RumValues.text(event.path("tab").path("id")),
                RumValues.text(view.path("url")),
                RumValues.text(view.path("name")),
                hasReplay(),
                counts(view),
                segments.isNumber() ? Integer.valueOf(RumValues.count(segments)) : null,
                false,
                Boolean.FALSE.equals(RumValues.flag(event.path("session").path("is_active"))),
                traits(siteAttributes()),
                attributes());
    }

    private static RumEvent.@Nullable Counts counts(JsonNode view) {
        List<String> kinds = List.of("action", "error", "resource", "long_task", "frustration");
        if (kinds.stream().noneMatch(kind -> view.path(kind).has("count"))) {
            return null;
        }
        List<Integer> counts = kinds.stream()
                .map(kind -> RumValues.count(view.path(kind).path("count")))
                .toList();
        return new RumEvent.Counts(counts.get(0), counts.get(1), counts.get(2), counts.get(3), counts.get(4));
    }

    private RumEvent.Item item(MarkerKind kind, @Nullable Long durationMs, String label) throws MalformedBodyException {
        return item(kind, RumValues.text(about().path("id")), durationMs, label, false, List.of());
    }

    private RumEvent.Item item(
            MarkerKind kind,
            @Nullable String id,
            @Nullable Long durationMs,
            String label,
            boolean userActivity,
            List<String> frustrations)
            throws MalformedBodyException {
        String view = RumValues.allowed(RumValues.text(event.path("view").path("id")), "a view");
        return new RumEvent.Item(
                kind,
                RumValues.eventId(id, kind, atMs, view, contentHash),
                view,
                atMs,
                durationMs,
                contentHash,
                label,
                hasReplay(),
                userActivity,
                frustrations,
                traits(null),
                attributes());
    }

    /** The object that bears the type's name. */
    private JsonNode about() {
        return event.path(type);
    }

    private @Nullable Boolean hasReplay() {
        return RumValues.flag(event.path("session").path("has_replay"));
    }

    private Traits traits(@Nullable String siteAttributes) {
        JsonNode user = event.path("usr");
        return new Traits(
                RumValues.text(user.path("id")),
                RumValues.text(user.path("name")),
                RumValues.text(user.path("email")),
                RumValues.text(event.path("browser").path("name")),
                RumValues.text(event.path("os").path("name")),
                RumValues.text(event.path("device").path("type")),
                RumValues.text(event.path("geo").path("country_iso_code")),
                tagged("env"),
                saidOrTagged("service"),
                saidOrTagged("version"),
                RumValues.text(event.path("_dd").path("sdk_name")),
                tagged("sdk_version"),
                siteAttributes);
    }

    private @Nullable String saidOrTagged(String name) {
        String said = RumValues.text(event.path(name));
        return said != null ? said : tagged(name);
    }

    /** A tag of v7's {@code ddtags}: {@code name:value,name:value}. */
    private @Nullable String tagged(String name) {
        for (String tag : event.path("ddtags").asText("").split(",", -1)) {
            if (tag.startsWith(name + ':')) {
                return tag.substring(name.length() + 1);
            }
        }
        return null;
    }

    /**
     * The site's own context, and what else it says about the user. Taken from view documents alone: an action's or an
     * error's context has what belongs to that one moment mixed in.
     */
    private @Nullable String siteAttributes() throws MalformedBodyException {
        FlatAttributes site = FlatAttributes.ofSession();
        site.add("", event.path("context"));
        for (var field : event.path("usr").properties()) {
            if (!USER_FIELDS.contains(field.getKey())) {
                site.add("usr." + field.getKey(), field.getValue());
            }
        }
        return site.isEmpty() ? null : site.json();
    }

    private String attributes() throws MalformedBodyException {
        FlatAttributes attributes = FlatAttributes.ofEvent();
        for (var field : event.properties()) {
            if (field.getKey().equals("view") && field.getValue() instanceof ObjectNode view) {
                attributes.add("view", view.without("id"));
            } else if (!ENVELOPE.contains(field.getKey())) {
                attributes.add(field.getKey(), field.getValue());
            }
        }
        attributes.add("_dd.action", event.path("_dd").path("action"));
        return attributes.json();
    }

    private String firstText(JsonNode preferred, JsonNode otherwise) {
        String text = RumValues.text(preferred);
        return text != null && !text.isBlank() ? text : otherwise.asText(type);
    }
}
