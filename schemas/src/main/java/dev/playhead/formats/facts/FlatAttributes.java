// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.facts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.playhead.formats.body.MalformedBodyException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A flat JSON object of what an SDK says: nested objects become dotted names, arrays become JSON text (as Guance sends
 * them), nulls and secrets are left out. Bounded, so that one event cannot fill a record.
 */
public final class FlatAttributes {

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

    private static final JsonFactory JSON = new JsonFactory();

    /** Texts, numbers and booleans. */
    private final Map<String, Object> values = new LinkedHashMap<>();

    private final int maxChars;
    private int chars;

    private FlatAttributes(int maxChars) {
        this.maxChars = maxChars;
    }

    /** Of one event: room for the largest that an SDK sends. */
    public static FlatAttributes ofEvent() {
        return new FlatAttributes(EVENT_CHARS);
    }

    /** Of a whole session, which stand in its summary. */
    public static FlatAttributes ofSession() {
        return new FlatAttributes(SESSION_CHARS);
    }

    /** Adds the value that the tokens stand at, and moves to its end. Objects give one attribute for each member. */
    public void add(String name, JsonParser tokens) throws IOException {
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
    public void add(String name, JsonNode value) throws MalformedBodyException {
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

    public void add(String name, String text) {
        String bounded = text.length() <= MAX_VALUE_CHARS ? text : text.substring(0, MAX_VALUE_CHARS);
        if (!SECRETS.contains(name) && admits(name, bounded.length())) {
            values.put(name, bounded);
        }
    }

    public void add(String name, boolean value) {
        if (admits(name, 5)) {
            values.put(name, value);
        }
    }

    public void add(String name, long value) {
        if (admits(name, LONG_CHARS)) {
            values.put(name, value);
        }
    }

    /** The text of this name; null where there is none. */
    public @Nullable String text(String name) {
        return values.get(name) instanceof String text ? text : null;
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    public String json() {
        StringWriter json = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(json)) {
            out.writeStartObject();
            for (Map.Entry<String, Object> value : values.entrySet()) {
                out.writeFieldName(value.getKey());
                switch (value.getValue()) {
                    case String text -> out.writeString(text);
                    case Long number -> out.writeNumber(number);
                    case Double number -> out.writeNumber(number);
                    case BigInteger number -> out.writeNumber(number);
                    case Boolean flag -> out.writeBoolean(flag);
                    case Object other -> throw new IllegalStateException("not a value: " + other.getClass());
                }
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return json.toString();
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
