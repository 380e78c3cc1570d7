// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cluster a command is for, where it is for an outside one. */
final class ClusterOptions {

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT,…",
            description = "The cluster (PLAYHEAD_KAFKA, 127.0.0.1:9092).")
    private @Nullable String kafka;

    /** The environment with the given cluster in it. */
    Map<String, String> over(Map<String, String> environment) {
        Map<String, String> settings = new HashMap<>(environment);
        if (kafka != null) {
            settings.put(InstallationConfig.KAFKA, kafka);
        }
        return settings;
    }
}
