// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.config.Settings;
import java.time.Duration;

/**
 * How closely the installation is looked at for its operators.
 *
 * @param age {@code PLAYHEAD_QUERY_HEALTH_AGE}, how old what is told may be: many who look cost no more than one
 * @param timeout {@code PLAYHEAD_QUERY_HEALTH_TIMEOUT}, for each of the cluster's answers
 * @param deadLetters {@code PLAYHEAD_QUERY_HEALTH_DEAD_LETTERS}, the latest of a partition that are counted
 */
public record HealthSettings(Duration age, Duration timeout, int deadLetters) {

    public static HealthSettings from(Settings settings) {
        return new HealthSettings(
                settings.duration("PLAYHEAD_QUERY_HEALTH_AGE", Duration.ofSeconds(5)),
                settings.duration("PLAYHEAD_QUERY_HEALTH_TIMEOUT", Duration.ofSeconds(5)),
                settings.integer("PLAYHEAD_QUERY_HEALTH_DEAD_LETTERS", 10_000, 1, 10_000_000));
    }
}
