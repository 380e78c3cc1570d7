// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;

/**
 * Trees of single events, read and written as Jackson's mapper would, without what that does for each value beside: it
 * looks up how to bind it, and keeps a hash table an object (see {@link Fields}).
 */
public final class EventJson {

    /** Of all nodes of events. */
    static final JsonNodeFactory NODES = new CompactNodes();

    private EventJson() {}

    /** Objects with {@link Fields}, and no new number for what are mostly ids of nodes. */
    private static final class CompactNodes extends JsonNodeFactory {

        private static final long serialVersionUID = 1;
        private static final NumericNode[] SMALL = new NumericNode[2_048];

        static {
            for (int number = 0; number < SMALL.length; number++) {
                SMALL[number] = JsonNodeFactory.instance.numberNode(number);
            }
        }

        @Override
        public ObjectNode objectNode() {
            return new ObjectNode(this, new Fields());
        }

        @Override
        public NumericNode numberNode(int number) {
            return number >= 0 && number < SMALL.length ? SMALL[number] : super.numberNode(number);
        }
    }

    /** The value that the tokens stand at; moves to its end. As deep as the parser allows. */
    static JsonNode read(JsonParser tokens) throws IOException {
        return switch (tokens.currentToken()) {
            case START_OBJECT -> readObject(tokens);
            case START_ARRAY -> readArray(tokens);
            case VALUE_STRING -> NODES.textNode(tokens.getText());
            case VALUE_NUMBER_INT -> readInteger(tokens);
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(tokens.getDoubleValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    private static ObjectNode readObject(JsonParser tokens) throws IOException {
        ObjectNode object = NODES.objectNode();
        for (String name = tokens.nextFieldName(); name != null; name = tokens.nextFieldName()) {
            tokens.nextToken();
            object.set(name, read(tokens));
        }
        return object;
    }

    private static ArrayNode readArray(JsonParser tokens) throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (tokens.nextToken() != JsonToken.END_ARRAY) {
            array.add(read(tokens));
        }
        return array;
    }

    private static JsonNode readInteger(JsonParser tokens) throws IOException {
        return switch (tokens.getNumberType()) {
            case INT -> NODES.numberNode(tokens.getIntValue());
            case LONG -> NODES.numberNode(tokens.getLongValue());
            default -> NODES.numberNode(tokens.getBigIntegerValue());
        };
    }

    /** Writes an event, or anything in one. */
    public static void write(JsonNode value, JsonGenerator json) throws IOException {
        try {
            new Writer(json).write(value);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Is told of each field of an object: a loop over them would make an object of each. */
    private record Writer(JsonGenerator json) implements BiConsumer<String, JsonNode> {

        @Override
        public void accept(String name, JsonNode value) {
            try {
                json.writeFieldName(name);
                write(value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void write(JsonNode value) throws IOException {
            switch (value) {
                case TextNode text -> json.writeString(text.textValue());
                case ObjectNode object -> {
                    json.writeStartObject();
                    object.forEachEntry(this);
                    json.writeEndObject();
                }
                case ArrayNode array -> {
                    json.writeStartArray();
                    for (int at = 0; at < array.size(); at++) {
                        write(array.get(at));
                    }
                    json.writeEndArray();
                }
                case NumericNode number -> writeNumber(number);
                case BooleanNode truth -> json.writeBoolean(truth.booleanValue());
                default -> json.writeNull();
            }
        }

        private void writeNumber(NumericNode number) throws IOException {
            switch (number.numberType()) {
                case INT -> json.writeNumber(number.intValue());
                case LONG -> json.writeNumber(number.longValue());
                case BIG_INTEGER -> json.writeNumber(number.bigIntegerValue());
                default -> json.writeNumber(number.doubleValue());
            }
        }
    }
}
