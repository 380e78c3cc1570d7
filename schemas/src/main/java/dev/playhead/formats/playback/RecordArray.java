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
 * One array in the object that is a body, element by element: a tree of one record exists at a time, never one of the
 * body.
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
        try (JsonParser parser = body.parser()) {
            if (!readObject(parser, elements)) {
                throw new MalformedBodyException(RejectReason.MALFORMED, "has no array \"%s\"".formatted(field));
            }
        } catch (IOException e) {
            throw MalformedBodyException.of(e);
        }
    }

    private boolean readObject(JsonParser parser, Elements elements) throws IOException {
        expect(parser.nextToken() == JsonToken.START_OBJECT);
        boolean found = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = parser.currentName().equals(field);
            if (parser.nextToken() == JsonToken.START_ARRAY && wanted) {
                found = true;
                readElements(parser, elements);
            } else {
                parser.skipChildren();
            }
        }
        expect(parser.nextToken() == null);
        return found;
    }

    private static void readElements(JsonParser parser, Elements elements) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.accept(parser.readValueAsTree());
        }
    }

    private static void expect(boolean condition) throws MalformedBodyException {
        if (!condition) {
            throw new MalformedBodyException(RejectReason.MALFORMED, "not one JSON object");
        }
    }
}
