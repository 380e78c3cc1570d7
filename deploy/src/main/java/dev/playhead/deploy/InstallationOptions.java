// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Options on top of the environment: each only overrides a variable, so that a setting has one meaning and one check.
 */
final class InstallationOptions {

    @Option(names = "--data", paramLabel = "DIR", description = "Where everything is stored (PLAYHEAD_DATA, ./data).")
    private @Nullable String data;

    @Option(
            names = "--gateway-port",
            paramLabel = "N",
            description = "Port of the gateway, 0 for a free one (PLAYHEAD_GATEWAY_PORT, 8400).")
    private @Nullable Integer gatewayPort;

    @Option(
            names = "--query-port",
            paramLabel = "N",
            description = "Port of the API and the web UI, 0 for a free one (PLAYHEAD_QUERY_PORT, 8401).")
    private @Nullable Integer queryPort;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT,…",
            description = "An outside cluster instead of the embedded one (PLAYHEAD_KAFKA).")
    private @Nullable String kafka;

    @Option(
            names = "--host",
            paramLabel = "ADDR",
            description = "Address that the services listen on (PLAYHEAD_HOST, 127.0.0.1).")
    private @Nullable String host;

    /** The environment with the given options in it. */
    Map<String, String> over(Map<String, String> environment) {
        Map<String, String> settings = new HashMap<>(environment);
        put(settings, "PLAYHEAD_DATA", data);
        put(settings, "PLAYHEAD_GATEWAY_PORT", gatewayPort);
        put(settings, "PLAYHEAD_QUERY_PORT", queryPort);
        put(settings, InstallationConfig.KAFKA, kafka);
        put(settings, "PLAYHEAD_HOST", host);
        return settings;
    }

    private static void put(Map<String, String> settings, String name, @Nullable Object option) {
        Optional.ofNullable(option).ifPresent(given -> settings.put(name, given.toString()));
    }
}
