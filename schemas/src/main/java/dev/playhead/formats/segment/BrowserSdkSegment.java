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
 * A segment of Datadog's and Guance's browser SDKs: {@code {"records":[…],…,"index_in_view":N,…}\n}. All versions share
 * it; what differs is inside the records.
 */
public final class BrowserSdkSegment {

    private BrowserSdkSegment() {}

    public static Decoded<SegmentFacts> read(Body body) {
        try {
            return new Decoded.Facts<>(body.read(BrowserSdkSegment::facts));
        } catch (MalformedBodyException e) {
            return e.rejected();
        }
    }

    private static SegmentFacts facts(JsonParser tokens) throws IOException {
        if (tokens.nextToken() != JsonToken.START_OBJECT) {
            throw new MalformedBodyException(RejectReason.MALFORMED, "not a JSON object");
        }
        SegmentTally tally = new SegmentTally(RecordDialect.BROWSER_SDK);
        RecordFields record = new RecordFields();
        boolean opensView = false;
        while (tokens.nextToken() == JsonToken.FIELD_NAME) {
            String field = tokens.currentName();
            JsonToken value = tokens.nextToken();
            if (field.equals("records") && value == JsonToken.START_ARRAY) {
                while (tokens.nextToken() != JsonToken.END_ARRAY) {
                    record.read(tokens);
                    tally.add(record);
                }
            } else if (field.equals("index_in_view") && value == JsonToken.VALUE_NUMBER_INT) {
                opensView = tokens.getText().equals("0");
            } else {
                tokens.skipChildren();
            }
        }
        return tally.facts(opensView, null);
    }
}
