// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.RejectReason;
import java.io.IOException;

/**
 * One array in the object that is a body, or the array that is a body, element by element: a tree of one record exists
 * at a time, never one of the body.
 */
final class RecordArray {

    private final String field;

    RecordArray(String field) {
        this.field = field;
    }

    /** Takes one element. */
    @FunctionalInterface
    interface Elements {
        void accept(JsonNode element) throws MalformedBodyException;
    }

    /**
     * Reads the body to its end, so that damage behind the array is found as well.
     *
     * @throws MalformedBodyException also if the array is missing
     */
    void read(Body body, Elements elements) throws MalformedBodyException {
        boolean found = body.read(tokens -> readObject(tokens, elements));
        if (!found) {
            throw new MalformedBodyException(RejectReason.MALFORMED, "has no array \"%s\"".formatted(field));
        }
    }

    /** Reads a body that is the array itself, likewise to its end. */
    static void readWhole(Body body, Elements elements) throws MalformedBodyException {
        body.read(tokens -> {
            if (tokens.nextToken() != JsonToken.START_ARRAY) {
                throw new MalformedBodyException(RejectReason.MALFORMED, "not a JSON array");
            }
            readElements(tokens, elements);
            return true;
        });
    }

    private boolean readObject(JsonParser tokens, Elements elements) throws IOException {
        if (tokens.nextToken() != JsonToken.START_OBJECT) {
            throw new MalformedBodyException(RejectReason.MALFORMED, "not a JSON object");
        }
        boolean found = false;
        while (tokens.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = tokens.currentName().equals(field);
            if (tokens.nextToken() == JsonToken.START_ARRAY && wanted) {
                found = true;
                readElements(tokens, elements);
            } else {
                tokens.skipChildren();
            }
        }
        return found;
    }

    private static void readElements(JsonParser tokens, Elements elements) throws IOException {
        while (tokens.nextToken() != JsonToken.END_ARRAY) {
            elements.accept(EventJson.read(tokens));
        }
    }
}
