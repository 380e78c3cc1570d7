// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import dev.playhead.config.Settings;
import dev.playhead.query.store.Placement.Instance;
import io.vertx.core.net.HostAndPort;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

/**
 * How instances reach each other, and how long they try.
 *
 * @param advertised {@code PLAYHEAD_QUERY_ADVERTISED}, {@code HOST:PORT} where the other instances reach this one;
 *     where it listens, unless set
 * @param connectTimeout {@code PLAYHEAD_QUERY_HOP_CONNECT_TIMEOUT}, after which an instance counts as gone
 * @param answerTimeout {@code PLAYHEAD_QUERY_HOP_TIMEOUT}, how long another instance may take to begin its answer
 * @param patience {@code PLAYHEAD_QUERY_HOP_PATIENCE}, how long a request waits for a partition that nobody has
 * @param connections {@code PLAYHEAD_QUERY_HOP_CONNECTIONS}, to one other instance at once
 */
public record InstanceSettings(
        Optional<Instance> advertised,
        Duration connectTimeout,
        Duration answerTimeout,
        Duration patience,
        int connections) {

    public static InstanceSettings from(Settings settings) {
        return new InstanceSettings(
                settings.one("PLAYHEAD_QUERY_ADVERTISED", InstanceSettings::instance),
                settings.duration("PLAYHEAD_QUERY_HOP_CONNECT_TIMEOUT", Duration.ofMillis(500)),
                settings.duration("PLAYHEAD_QUERY_HOP_TIMEOUT", Duration.ofSeconds(5)),
                settings.duration("PLAYHEAD_QUERY_HOP_PATIENCE", Duration.ofSeconds(1)),
                settings.integer("PLAYHEAD_QUERY_HOP_CONNECTIONS", 256, 1, 10_000));
    }

    private static Instance instance(String text) {
        HostAndPort authority = HostAndPort.parseAuthority(text, -1);
        if (authority == null || authority.port() < 1) {
            throw new IllegalArgumentException("not HOST:PORT");
        }
        return new Instance(authority.host(), authority.port());
    }

    /**
     * Where this instance is reached that listens there. An address that means all of them is none to be reached at.
     */
    Instance reachedAt(String host, int port) {
        return advertised.orElseGet(() -> new Instance(isWildcard(host) ? ownName() : host, port));
    }

    private static boolean isWildcard(String host) {
        try {
            return InetAddress.getByName(host).isAnyLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String ownName() {
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("this machine has no name; set PLAYHEAD_QUERY_ADVERTISED", e);
        }
    }
}
