// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.access;

import dev.playhead.config.Settings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the secret is.
 *
 * @param file {@code PLAYHEAD_QUERY_SECRET_FILE}, the same content for every instance; without it each process makes up
 *     a secret of its own, and what it signed ends with it
 */
public record SecretSettings(Optional<Path> file) {

    public static SecretSettings from(Settings settings) {
        return new SecretSettings(settings.file("PLAYHEAD_QUERY_SECRET_FILE"));
    }
}
