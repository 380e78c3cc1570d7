// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.segment;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.Decoded;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.PackedValues;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.formats.facts.FlatAttributes;
import dev.playhead.formats.facts.SegmentFacts;
import dev.playhead.formats.facts.ShortText;
import dev.playhead.formats.facts.Traits;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The plain rrweb format: {@code {"appId","sessionId","pageId","seq","url","user","events":[…]}}. An event may be
 * packed: see {@link PackedValues}.
 */
public final class RrwebBatch {

    private final PackedValues packedEvents;

    private RrwebBatch(Body body) {
        packedEvents = new PackedValues(body, Body.Encoding.ZLIB);
    }

    public static Decoded<SegmentFacts> read(Body body) {
        try {
            return new Decoded.Facts<>(body.read(new RrwebBatch(body)::facts));
        } catch (MalformedBodyException e) {
            return e.rejected();
        }
    }

    private SegmentFacts facts(JsonParser tokens) throws IOException {
        if (tokens.nextToken() != JsonToken.START_OBJECT) {
            throw new MalformedBodyException(RejectReason.MALFORMED, "not a JSON object");
        }
        SegmentTally tally = new SegmentTally(RecordDialect.RRWEB);
        Traits traits = null;
        while (tokens.nextToken() == JsonToken.FIELD_NAME) {
            String field = tokens.currentName();
            JsonToken value = tokens.nextToken();
            if (field.equals("events") && value == JsonToken.START_ARRAY) {
                addEvents(tokens, tally);
            } else if (field.equals("user")) {
                traits = user(tokens);
            } else {
                tokens.skipChildren();
            }
        }
        return tally.facts(false, traits);
    }

    private void addEvents(JsonParser tokens, SegmentTally tally) throws IOException {
        RecordFields event = new RecordFields();
        while (tokens.nextToken() != JsonToken.END_ARRAY) {
            if (tokens.currentToken() == JsonToken.VALUE_STRING) {
                packedEvents.read(tokens.getText(), inside -> {
                    event.read(inside);
                    return event;
                });
            } else {
                event.read(tokens);
            }
            tally.add(event);
        }
    }

    /** Either an id or {@code {"id","name","email",…}}; the rest is the site's own. */
    private static @Nullable Traits user(JsonParser tokens) throws IOException {
        if (tokens.currentToken() != JsonToken.START_OBJECT) {
            String id = scalar(tokens);
            return id == null ? null : Traits.ofUser(id, null, null, null);
        }
        FlatAttributes others = FlatAttributes.ofSession();
        String id = null;
        String name = null;
        String email = null;
        while (tokens.nextToken() == JsonToken.FIELD_NAME) {
            String field = tokens.currentName();
            tokens.nextToken();
            switch (field) {
                case "id" -> id = scalar(tokens);
                case "name" -> name = scalar(tokens);
                case "email" -> email = scalar(tokens);
                default -> others.add("user." + field, tokens);
            }
        }
        return Traits.ofUser(id, name, email, others.isEmpty() ? null : others.json());
    }

    private static @Nullable String scalar(JsonParser tokens) throws IOException {
        if (tokens.currentToken().isScalarValue() && tokens.currentToken() != JsonToken.VALUE_NULL) {
            return ShortText.of(tokens.getText());
        }
        tokens.skipChildren();
        return null;
    }
}
