// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.rum;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.Decoded;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.formats.facts.ContentHash;
import dev.playhead.formats.facts.FlatAttributes;
import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.formats.facts.RumEvent;
import dev.playhead.formats.facts.RumFacts;
import dev.playhead.formats.facts.SentryTime;
import dev.playhead.formats.facts.Traits;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Sentry's {@code replay_event}, which comes with every segment. It names the errors that were sent while the segment
 * was recorded, by id alone: what they were and when is in Sentry's own events. So each is told by its id, at the time
 * at which the segment was closed.
 */
public final class SentryReplayEvent {

    private static final String VIEW = "main";

    private final ObjectNode event;
    private final long atMs;

    private SentryReplayEvent(ObjectNode event) throws MalformedBodyException {
        JsonNode timestamp = event.path("timestamp");
        this.event = event;
        this.atMs = RumValues.timeMs(
                timestamp.isNumber() ? event.numberNode(SentryTime.ms(timestamp.doubleValue())) : timestamp);
    }

    public static Decoded<RumFacts> read(Body body) {
        try {
            if (!(body.<JsonNode>read(JsonParser::readValueAsTree) instanceof ObjectNode event)) {
                throw new MalformedBodyException(RejectReason.MALFORMED, "not a JSON object");
            }
            RumTally tally = new RumTally();
            for (JsonNode errorId : event.path("error_ids")) {
                tally.add(() -> new SentryReplayEvent(event).error(errorId.asText()));
            }
            return tally.facts();
        } catch (MalformedBodyException e) {
            return e.rejected();
        }
    }

    private RumEvent error(String id) throws MalformedBodyException {
        FlatAttributes attributes = FlatAttributes.ofEvent();
        attributes.add("event_id", id);
        attributes.add("urls", event.path("urls"));
        attributes.add("trace_ids", event.path("trace_ids"));
        byte[] content = attributes.json().getBytes(StandardCharsets.UTF_8);
        long contentHash = ContentHash.of(content, 0, content.length);
        return new RumEvent.Item(
                MarkerKind.ERROR,
                RumValues.eventId(id, MarkerKind.ERROR, atMs, VIEW, contentHash),
                VIEW,
                atMs,
                null,
                contentHash,
                "Sentry event " + id,
                true,
                false,
                List.of(),
                traits(),
                attributes.json());
    }

    private Traits traits() {
        JsonNode user = event.path("user");
        return new Traits(
                RumValues.text(user.path("id")),
                RumValues.text(user.path("username")),
                RumValues.text(user.path("email")),
                null,
                null,
                null,
                null,
                RumValues.text(event.path("environment")),
                null,
                RumValues.text(event.path("release")),
                RumValues.text(event.path("sdk").path("name")),
                RumValues.text(event.path("sdk").path("version")),
                null);
    }
}
