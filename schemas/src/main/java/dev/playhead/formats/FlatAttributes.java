// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A flat JSON object of what an SDK says: nested objects become dotted names, arrays become JSON text (as Guance sends
 * them), nulls and secrets are left out. Bounded, so that one event cannot fill a record.
 */
final class FlatAttributes {

    private static final int MAX_VALUE_CHARS = 32 << 10;
    private static final int MAX_NAME_CHARS = 256;
    private static final int EVENT_CHARS = 256 << 10;
    private static final int SESSION_CHARS = 16 << 10;
    private static final int LONG_CHARS = 20;
    /** Last parts of names whose values open doors; they identify an installation, never an event. */
    private static final Set<String> SECRETS = Set.of(
            "client_token",
            "clientToken",
            "token",
            "api_key",
            "apiKey",
            "dd-api-key",
            "authorization",
            "Authorization",
            "cookie",
            "Cookie",
            "set-cookie");

    private final ObjectNode values = JsonNodeFactory.instance.objectNode();
    private final int maxChars;
    private int chars;

    private FlatAttributes(int maxChars) {
        this.maxChars = maxChars;
    }

    /** Of one event: room for the largest that an SDK sends. */
    static FlatAttributes ofEvent() {
        return new FlatAttributes(EVENT_CHARS);
    }

    /** Of a whole session, which stand in its summary. */
    static FlatAttributes ofSession() {
        return new FlatAttributes(SESSION_CHARS);
    }

    /** Adds the value that the tokens stand at, and moves to its end. Objects give one attribute for each member. */
    void add(String name, JsonParser tokens) throws IOException {
        switch (tokens.currentToken()) {
            case START_OBJECT -> {
                while (tokens.nextToken() == JsonToken.FIELD_NAME) {
                    String member = tokens.currentName();
                    tokens.nextToken();
                    if (SECRETS.contains(member)) {
                        tokens.skipChildren();
                    } else {
                        add(name.isEmpty() ? member : name + '.' + member, tokens);
                    }
                }
            }
            case START_ARRAY -> add(name, JsonText.ofArray(tokens, MAX_VALUE_CHARS));
            case VALUE_STRING -> add(name, tokens.getText());
            case VALUE_NUMBER_INT -> addWhole(name, tokens);
            case VALUE_NUMBER_FLOAT -> {
                if (admits(name, LONG_CHARS)) {
                    values.put(name, tokens.getDoubleValue());
                }
            }
            case VALUE_TRUE, VALUE_FALSE -> add(name, tokens.getBooleanValue());
            default -> tokens.skipChildren();
        }
    }

    /** Adds a value; nothing where it is missing. */
    void add(String name, JsonNode value) throws MalformedBodyException {
        if (value.isMissingNode()) {
            return;
        }
        try (JsonParser tokens = value.traverse()) {
            tokens.nextToken();
            add(name, tokens);
        } catch (IOException e) {
            throw MalformedBodyException.of(e);
        }
    }

    void add(String name, String text) {
        String bounded = text.length() <= MAX_VALUE_CHARS ? text : text.substring(0, MAX_VALUE_CHARS);
        if (!SECRETS.contains(name) && admits(name, bounded.length())) {
            values.set(name, TextNode.valueOf(bounded));
        }
    }

    void add(String name, boolean value) {
        if (admits(name, 5)) {
            values.put(name, value);
        }
    }

    void add(String name, long value) {
        if (admits(name, LONG_CHARS)) {
            values.put(name, value);
        }
    }

    @Nullable
    String text(String name) {
        return values.path(name).textValue();
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    String json() {
        return values.toString();
    }

    private void addWhole(String name, JsonParser tokens) throws IOException {
        if (tokens.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            add(name, tokens.getLongValue());
        } else if (admits(name, tokens.getTextLength())) {
            values.put(name, tokens.getBigIntegerValue());
        }
    }

    private boolean admits(String name, int valueChars) {
        if (name.length() > MAX_NAME_CHARS || chars + name.length() + valueChars > maxChars) {
            return false;
        }
        chars += name.length() + valueChars;
        return true;
    }
}
