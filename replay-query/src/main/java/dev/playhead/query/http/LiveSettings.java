// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import dev.playhead.config.Settings;
import java.time.Duration;

/**
 * How sessions are followed while they go on.
 *
 * @param streams {@code PLAYHEAD_QUERY_LIVE_STREAMS}, open at the same time; more are answered 503
 * @param interval {@code PLAYHEAD_QUERY_LIVE_INTERVAL}, the shortest time between two looks at a session for one stream
 * @param heartbeat {@code PLAYHEAD_QUERY_LIVE_HEARTBEAT}, how often a stream says that it is there; a client that has
 *     read nothing for two of them is let go
 * @param batchKiB {@code PLAYHEAD_QUERY_LIVE_BATCH_KIB}, told at once and held for a slow client
 */
public record LiveSettings(int streams, Duration interval, Duration heartbeat, int batchKiB) {

    public static LiveSettings from(Settings settings) {
        LiveSettings live = new LiveSettings(
                settings.integer("PLAYHEAD_QUERY_LIVE_STREAMS", 100, 1, 100_000),
                settings.duration("PLAYHEAD_QUERY_LIVE_INTERVAL", Duration.ofMillis(250)),
                settings.duration("PLAYHEAD_QUERY_LIVE_HEARTBEAT", Duration.ofSeconds(15)),
                settings.integer("PLAYHEAD_QUERY_LIVE_BATCH_KIB", 512, 1, 1 << 20));
        if (!live.interval().isPositive() || !live.heartbeat().isPositive()) {
            settings.problem("PLAYHEAD_QUERY_LIVE_INTERVAL and PLAYHEAD_QUERY_LIVE_HEARTBEAT must be more than 0");
        }
        return live;
    }
}
