// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How the gateway listens.
 *
 * @param host address to bind
 * @param port 0 takes a free one
 * @param allowedHosts names, besides the loopback ones, that a request may be for while bound to loopback
 * @param tls certificate and key; empty serves plain HTTP
 * @param accessLog whether each request is logged
 * @param maxBodyBytes largest body on the wire
 * @param bodyTimeout longest time for a body to arrive
 * @param idleTimeout after which a silent connection is closed
 * @param retryAfter what a sender is asked to wait before it tries again
 * @param trustedProxies whose {@code X-Forwarded-For} is believed
 */
public record HttpSettings(
        String host,
        int port,
        Set<String> allowedHosts,
        Optional<Tls> tls,
        boolean accessLog,
        int maxBodyBytes,
        Duration bodyTimeout,
        Duration idleTimeout,
        Duration retryAfter,
        Set<Network> trustedProxies) {

    /** Files in PEM: a certificate with those it was signed by behind it, and its private key. */
    public record Tls(Path certificate, Path key) {}

    public HttpSettings {
        allowedHosts = Set.copyOf(allowedHosts);
        trustedProxies = Set.copyOf(trustedProxies);
    }
}
