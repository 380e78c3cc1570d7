// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.segment;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.Decoded;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.formats.facts.SegmentFacts;
import java.io.IOException;

/**
 * A segment that is nothing but an array of rrweb events, as PostHog and Sentry send it. What PostHog packs inside an
 * event (the page, and what changed in it) says nothing to a timeline and stays packed here.
 */
public final class EventArray {

    private EventArray() {}

    public static Decoded<SegmentFacts> postHog(Body body) {
        return read(body, RecordDialect.POSTHOG);
    }

    public static Decoded<SegmentFacts> sentry(Body body) {
        return read(body, RecordDialect.SENTRY);
    }

    private static Decoded<SegmentFacts> read(Body body, RecordDialect dialect) {
        try {
            return new Decoded.Facts<>(body.read(tokens -> facts(tokens, dialect)));
        } catch (MalformedBodyException e) {
            return e.rejected();
        }
    }

    private static SegmentFacts facts(JsonParser tokens, RecordDialect dialect) throws IOException {
        if (tokens.nextToken() != JsonToken.START_ARRAY) {
            throw new MalformedBodyException(RejectReason.MALFORMED, "not a JSON array");
        }
        SegmentTally tally = new SegmentTally(dialect);
        RecordFields event = new RecordFields();
        while (tokens.nextToken() != JsonToken.END_ARRAY) {
            event.read(tokens);
            if (dialect == RecordDialect.SENTRY) {
                event.convertSeconds();
            }
            tally.add(event);
        }
        return tally.facts(false, null);
    }
}
