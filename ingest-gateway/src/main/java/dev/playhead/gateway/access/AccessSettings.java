// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.access;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Who may send.
 *
 * @param applications the file that names them
 * @param open whether an application that the file does not name may send as well
 * @param reloadEvery how often a changed file is looked for
 * @param limitedSources applications and sessions whose rates are remembered at once
 */
public record AccessSettings(Optional<Path> applications, boolean open, Duration reloadEvery, int limitedSources) {}
