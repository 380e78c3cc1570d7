// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.facts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;

/** Writes tokens back as JSON text, as much of it as is wanted. */
final class JsonText {

    private final StringBuilder text = new StringBuilder();
    private final int maxChars;

    private JsonText(int maxChars) {
        this.maxChars = maxChars;
    }

    /**
     * The array that the tokens stand at, as text; moves to its end.
     *
     * @param maxChars elements that would make the text longer are left out, each as a whole
     */
    static String ofArray(JsonParser tokens, int maxChars) throws IOException {
        JsonText array = new JsonText(maxChars);
        array.text.append('[');
        while (tokens.nextToken() != JsonToken.END_ARRAY) {
            int before = array.text.length();
            if (before > 1) {
                array.text.append(',');
            }
            array.append(tokens);
            if (array.isFull()) {
                array.text.setLength(before);
            }
        }
        return array.text.append(']').toString();
    }

    private boolean isFull() {
        return text.length() >= maxChars;
    }

    private void append(JsonParser tokens) throws IOException {
        if (isFull()) {
            tokens.skipChildren();
            return;
        }
        switch (tokens.currentToken()) {
            case START_OBJECT -> appendMembers(tokens);
            case START_ARRAY -> appendElements(tokens);
            case VALUE_STRING -> appendQuoted(tokens.getText());
            default -> text.append(tokens.getText());
        }
    }

    private void appendMembers(JsonParser tokens) throws IOException {
        text.append('{');
        for (boolean first = true; tokens.nextToken() == JsonToken.FIELD_NAME; first = false) {
            if (!first) {
                text.append(',');
            }
            appendQuoted(tokens.currentName());
            text.append(':');
            tokens.nextToken();
            append(tokens);
        }
        text.append('}');
    }

    private void appendElements(JsonParser tokens) throws IOException {
        text.append('[');
        for (boolean first = true; tokens.nextToken() != JsonToken.END_ARRAY; first = false) {
            if (!first) {
                text.append(',');
            }
            append(tokens);
        }
        text.append(']');
    }

    private void appendQuoted(String value) {
        text.append('"');
        int room = Math.max(0, maxChars - text.length());
        JsonStringEncoder.getInstance().quoteAsString(value.length() <= room ? value : value.substring(0, room), text);
        text.append('"');
    }
}
