// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.config.Settings;
import java.time.Duration;

/**
 * How much an erasure may take.
 *
 * @param atOnce {@code PLAYHEAD_QUERY_ERASURES}, carried out at the same time, each by a worker
 * @param timeout {@code PLAYHEAD_QUERY_ERASURE_TIMEOUT}, for each of its steps: finding the sessions, Kafka's
 *     acknowledgement, and the views
 * @param maxSessions {@code PLAYHEAD_QUERY_ERASURE_SESSIONS}, of one user by one request
 */
public record ErasureSettings(int atOnce, Duration timeout, int maxSessions) {

    public static ErasureSettings from(Settings settings) {
        return new ErasureSettings(
                settings.integer("PLAYHEAD_QUERY_ERASURES", 2, 1, 256),
                settings.duration("PLAYHEAD_QUERY_ERASURE_TIMEOUT", Duration.ofSeconds(30)),
                settings.integer("PLAYHEAD_QUERY_ERASURE_SESSIONS", 100_000, 1, 10_000_000));
    }
}
