// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Handler;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;

/** Times every request, by the route that answered it and its status. */
final class RequestMetrics implements Handler<RoutingContext> {

    private static final String TIMED = "playhead.timed";

    private final MeterRegistry metrics;

    RequestMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    @Override
    public void handle(RoutingContext request) {
        if (request.get(TIMED) != null) {
            request.next(); // on its way to another address
            return;
        }
        request.put(TIMED, true);
        Timer.Sample sample = Timer.start(metrics);
        request.addEndHandler(ended -> sample.stop(Timer.builder("playhead.query.requests.answered")
                .description("Time until the last byte was handed over")
                .tag("route", route(request))
                .tag("status", Integer.toString(request.response().getStatusCode()))
                .register(metrics)));
        request.next();
    }

    /** The route's pattern, never the path, which anyone can make up. */
    private static String route(RoutingContext request) {
        Route route = request.currentRoute();
        String path = route == null ? null : route.getPath();
        return path == null ? "none" : path;
    }
}
