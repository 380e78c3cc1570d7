// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query;

import dev.playhead.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where applications say how long their replays are offered and what those may load.
 *
 * @param file {@code PLAYHEAD_APPLICATIONS}, the same as the gateway's
 * @param reloadEvery {@code PLAYHEAD_QUERY_RELOAD_INTERVAL}, how often a changed file is looked for
 */
public record ApplicationsSettings(Optional<Path> file, Duration reloadEvery) {

    public static ApplicationsSettings from(Settings settings) {
        return new ApplicationsSettings(
                settings.file("PLAYHEAD_APPLICATIONS"),
                settings.duration("PLAYHEAD_QUERY_RELOAD_INTERVAL", Duration.ofSeconds(5)));
    }
}
