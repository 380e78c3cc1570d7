// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import dev.playhead.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What all roles of one process share.
 *
 * @param data {@code PLAYHEAD_DATA}, where the embedded broker and the stores live
 * @param host {@code PLAYHEAD_HOST}, the address that both services listen on
 * @param gatewayPort {@code PLAYHEAD_GATEWAY_PORT}; 0 takes a free one
 * @param queryPort {@code PLAYHEAD_QUERY_PORT}; 0 takes a free one
 * @param kafka {@code PLAYHEAD_KAFKA}, {@code host:port,…} of an outside cluster; empty starts the embedded one
 * @param startTimeout {@code PLAYHEAD_START_TIMEOUT}, how long the start may take until everything is ready
 * @param drainTimeout {@code PLAYHEAD_DRAIN_TIMEOUT}, how long a stop may take before what is left is cut off
 * @param adminTimeout {@code PLAYHEAD_ADMIN_TIMEOUT}, how long the cluster may take to describe or create the topics
 */
record InstallationConfig(
        Path data,
        String host,
        int gatewayPort,
        int queryPort,
        Optional<String> kafka,
        Duration startTimeout,
        Duration drainTimeout,
        Duration adminTimeout) {

    static final String KAFKA = "PLAYHEAD_KAFKA";

    private static final int MAX_PORT = 65_535;

    /** @throws IllegalStateException naming every setting that is wrong */
    static InstallationConfig from(Map<String, String> environment) {
        Settings settings = new Settings(environment);
        InstallationConfig config = new InstallationConfig(
                Path.of(settings.text("PLAYHEAD_DATA", "./data")),
                settings.text("PLAYHEAD_HOST", "127.0.0.1"),
                settings.integer("PLAYHEAD_GATEWAY_PORT", 8400, 0, MAX_PORT),
                settings.integer("PLAYHEAD_QUERY_PORT", 8401, 0, MAX_PORT),
                Optional.of(settings.text(KAFKA, "")).filter(servers -> !servers.isEmpty()),
                settings.duration("PLAYHEAD_START_TIMEOUT", Duration.ofMinutes(2)),
                settings.duration("PLAYHEAD_DRAIN_TIMEOUT", Duration.ofSeconds(9)),
                settings.duration("PLAYHEAD_ADMIN_TIMEOUT", Duration.ofSeconds(15)));
        settings.check();
        return config;
    }

    /** The base URL of a service, for somebody on this machine. */
    String url(String scheme, int port) {
        String reachable = switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::" -> "[::1]";
            default -> host.contains(":") ? "[" + host + "]" : host;
        };
        return "%s://%s:%d".formatted(scheme, reachable, port);
    }
}
