// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an SDK means to call. With Datadog's {@code proxy} option that is not the request's own URL but the one in its
 * parameter {@code ddforward}: {@code /api/v2/replay?ddsource=browser&...}, or, from v4, a full https URL.
 *
 * @param path without query
 * @param query decoded; of a repeated name the first
 * @param forwarded whether it comes from {@code ddforward}
 */
record Target(String path, Map<String, String> query, boolean forwarded) {

    private static final String FORWARD = "ddforward";

    static Target of(String path, @Nullable String query) {
        Map<String, String> parameters = parameters(query);
        String forward = parameters.get(FORWARD);
        return forward == null ? new Target(path, parameters, false) : forwardedTo(forward);
    }

    private static Target forwardedTo(String url) {
        int scheme = url.indexOf("://");
        int question = url.indexOf('?');
        boolean absolute = scheme >= 0 && (question < 0 || scheme < question);
        int pathStart = absolute ? url.indexOf('/', scheme + 3) : 0;
        if (pathStart < 0 || (question >= 0 && pathStart > question)) {
            return new Target("/", Map.of(), true);
        }
        return question < 0
                ? new Target(url.substring(pathStart), Map.of(), true)
                : new Target(url.substring(pathStart, question), parameters(url.substring(question + 1)), true);
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    /** Nothing is refused for a stray percent sign in a parameter that nobody may need. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
