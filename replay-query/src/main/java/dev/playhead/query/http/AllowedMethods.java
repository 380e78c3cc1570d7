// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an address may be asked, as {@code Allow} says it. */
final class AllowedMethods {

    private static final Pattern PARAMETER = Pattern.compile(":\\w+");

    private AllowedMethods() {}

    /** The methods of all routes that the path leads to, in order, with commas between. */
    static String of(Router router, String path) {
        return router.getRoutes().stream()
                .filter(route -> leadsTo(route, path))
                .flatMap(route -> Stream.ofNullable(route.methods()))
                .flatMap(Collection::stream)
                .map(HttpMethod::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static boolean leadsTo(Route route, String path) {
        String pattern = route.getPath();
        if (pattern == null) {
            return false;
        }
        String expression = PARAMETER.matcher(Pattern.quote(pattern)).replaceAll("\\\\E[^/]+\\\\Q");
        return Pattern.matches(route.isExactPath() ? expression : expression + ".*", path);
    }
}
