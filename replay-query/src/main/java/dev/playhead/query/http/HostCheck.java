// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import dev.playhead.http.AllowedHosts;
import io.vertx.core.Handler;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Refuses requests for a host that is not among the {@link AllowedHosts}, or for none. */
final class HostCheck implements Handler<RoutingContext> {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+");
    private static final String ORIGIN = "playhead.origin";

    private final AllowedHosts allowed;

    /** @param names ours besides those of loopback */
    HostCheck(String boundTo, Set<String> names) {
        allowed = new AllowedHosts(boundTo, names);
    }

    @Override
    public void handle(RoutingContext request) {
        HostAndPort authority = request.request().authority();
        String host = authority == null ? "" : AllowedHosts.unbracketed(authority.host());
        if (authority == null || !HOST.matcher(host).matches()) {
            Problem.of(400, "the Host header is missing or no host name").send(request.response());
            return;
        }
        if (!allowed.allows(host)) {
            Problem.of(421, "not a host name of this service").send(request.response());
            return;
        }
        String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        String port = authority.port() > 0 ? ":" + authority.port() : "";
        request.put(ORIGIN, request.request().scheme() + "://" + bracketed + port);
        request.next();
    }

    /** {@code scheme://host:port} of a request that has passed. */
    static String originOf(RoutingContext request) {
        return Objects.requireNonNull(request.<String>get(ORIGIN), "the host check comes before every route");
    }
}
