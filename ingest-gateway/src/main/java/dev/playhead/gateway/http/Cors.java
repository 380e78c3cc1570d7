// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/**
 * Lets pages of any origin send recordings. The origin is echoed, never {@code *}: {@code sendBeacon} sends cookies,
 * and with those a browser takes only the exact origin. Cookies are not read.
 */
final class Cors {

    private static final String MAX_AGE_SECONDS = "7200"; // the longest that Chromium keeps a preflight

    private Cors() {}

    /** Marks the answer to come as readable by the page that sends. */
    static void allowOrigin(RoutingContext context) {
        MultiMap answer = context.response().headers();
        answer.add(HttpHeaders.VARY, "Origin");
        String origin = context.request().getHeader(HttpHeaders.ORIGIN);
        if (origin != null) {
            answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                    .set(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
                    .set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, "Retry-After");
        }
    }

    static void preflight(RoutingContext context) {
        allowOrigin(context);
        MultiMap answer = context.response().headers();
        answer.add(HttpHeaders.VARY, "Access-Control-Request-Method, Access-Control-Request-Headers")
                .set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "POST")
                .set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECONDS);
        String headers = context.request().getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
        if (headers != null) {
            answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, headers);
        }
        Answers.send(context.response().setStatusCode(204));
    }
}
