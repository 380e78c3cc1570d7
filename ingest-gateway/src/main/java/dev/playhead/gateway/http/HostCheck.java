// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.http;

import dev.playhead.http.AllowedHosts;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;

/**
 * Refuses requests for a {@code Host} that is not among the {@link AllowedHosts}. Intake is open to any name, since it
 * takes but never gives.
 */
final class HostCheck {

    private final AllowedHosts allowed;

    HostCheck(HttpSettings settings) {
        allowed = new AllowedHosts(settings.host(), settings.allowedHosts());
    }

    /** Goes on with the routing, or answers 421. */
    void check(RoutingContext context) {
        HostAndPort authority = context.request().authority();
        if (allowed.allows(authority == null ? "" : authority.host())) {
            context.next();
            return;
        }
        Problems.answer(context.response(), 421, "unknown_host", "this gateway does not answer for that host");
    }
}
