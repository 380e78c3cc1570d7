// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line of JSON for each request, for those who want it: what was asked for and what was answered. It holds no
 * address, no user agent, and nothing of a URL but the route, since tokens and pages' names stand there.
 */
final class AccessLog {

    /** Its own logger, so that its lines go out as they are. */
    static final String NAME = "dev.playhead.access";

    private static final Logger log = LoggerFactory.getLogger(NAME);

    private final InstantSource clock;

    AccessLog(InstantSource clock) {
        this.clock = clock;
    }

    void answered(HttpServerRequest request, HttpServerResponse response, String route, long nanos) {
        log.info(new JsonObject()
                .put("at", clock.instant().toString())
                .put("method", request.method().name())
                .put("route", route)
                .put("status", response.getStatusCode())
                .put("bytes", request.bytesRead())
                .put("micros", nanos / 1_000)
                .encode());
    }
}
