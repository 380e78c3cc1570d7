// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

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

    /** @param uri as on the request line, relative or absolute */
    static Target of(String uri) {
        Target own = read(uri, false);
        String forward = own.query().get(FORWARD);
        return forward == null ? own : read(forward, true);
    }

    private static Target read(String url, boolean forwarded) {
        int question = url.indexOf('?');
        String place = question < 0 ? url : url.substring(0, question);
        return new Target(pathOf(place), question < 0 ? Map.of() : parameters(url.substring(question + 1)), forwarded);
    }

    private static String pathOf(String place) {
        int scheme = place.indexOf("://");
        if (scheme < 0) {
            return place;
        }
        int slash = place.indexOf('/', scheme + 3);
        return slash < 0 ? "/" : place.substring(slash);
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&", -1)) {
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
