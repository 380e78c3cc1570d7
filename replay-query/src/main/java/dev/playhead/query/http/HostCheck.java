// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import io.vertx.core.Handler;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses requests for somebody else's host name. A service on loopback trusts whoever reaches it, so a page that lets
 * its own name point to 127.0.0.1 (DNS rebinding) must not be answered.
 */
final class HostCheck implements Handler<RoutingContext> {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+");
    private static final String ORIGIN = "playhead.origin";

    private final boolean onLoopback;
    private final Set<String> ours = new HashSet<>(LOOPBACK);

    /** @param names ours besides those of loopback */
    HostCheck(String boundTo, Set<String> names) {
        onLoopback = isLoopback(boundTo);
        ours.add(boundTo.toLowerCase(Locale.ROOT));
        names.forEach(name -> ours.add(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public void handle(RoutingContext request) {
        HostAndPort authority = request.request().authority();
        String host = authority == null ? "" : unbracketed(authority.host());
        if (authority == null || !HOST.matcher(host).matches()) {
            Problem.of(400, "the Host header is missing or no host name").send(request.response());
            return;
        }
        if (onLoopback && !ours.contains(host.toLowerCase(Locale.ROOT))) {
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

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false; // listening on it will say so
        }
    }
}
