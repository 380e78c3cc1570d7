// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What rrweb's console plugin records: {@code {"level","trace":[…],"payload":[…]}}, each argument of the call as JSON
 * text. Uncaught errors and rejections come as level {@code error} too.
 */
final class ConsoleMessage {

    private static final String PLUGIN = "rrweb/console@";

    private ConsoleMessage() {}

    static boolean isError(@Nullable String plugin, FlatAttributes message) {
        return plugin != null && plugin.startsWith(PLUGIN) && "error".equals(message.text("level"));
    }

    /** The arguments as a console shows them. */
    static String label(FlatAttributes message) {
        String payload = message.text("payload");
        if (payload == null) {
            return "error";
        }
        ObjectMapper json = BodyJson.within(BodyLimits.DEFAULT);
        try {
            StringJoiner arguments = new StringJoiner(" ");
            for (JsonNode argument : json.readTree(payload)) {
                arguments.add(shown(argument.asText(), json));
            }
            return ShortText.firstLineOf(arguments.toString());
        } catch (JsonProcessingException e) {
            return ShortText.firstLineOf(payload);
        }
    }

    private static String shown(String argument, ObjectMapper json) throws JsonProcessingException {
        boolean quoted = argument.length() > 1 && argument.startsWith("\"") && argument.endsWith("\"");
        return quoted ? json.readTree(argument).asText() : argument;
    }
}
