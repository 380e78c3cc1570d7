// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.http;

import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses requests for a foreign {@code Host} while bound to loopback: else a web page could make its own name point to
 * 127.0.0.1 and read what is here as its own origin (DNS rebinding). Intake is open to any name, since it takes but
 * never gives.
 */
final class HostCheck {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

    private final boolean loopback;
    private final Set<String> allowed = new HashSet<>(LOOPBACK);

    HostCheck(HttpSettings settings) {
        loopback = settings.isLoopback();
        allowed.add(settings.host().toLowerCase(Locale.ROOT));
        settings.allowedHosts().forEach(host -> allowed.add(host.toLowerCase(Locale.ROOT)));
    }

    /** Goes on with the routing, or answers 421. */
    void check(RoutingContext context) {
        HostAndPort authority = context.request().authority();
        if (!loopback || (authority != null && allowed.contains(authority.host().toLowerCase(Locale.ROOT)))) {
            context.next();
            return;
        }
        Problems.answer(context.response(), 421, "unknown_host", "this gateway does not answer for that host");
    }
}
