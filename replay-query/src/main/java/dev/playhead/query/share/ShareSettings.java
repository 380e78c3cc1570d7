// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.share;

import dev.playhead.config.Settings;
import dev.playhead.schemas.Topics;
import java.time.Duration;

/**
 * How many links there may be, and for how long.
 *
 * @param perSession {@code PLAYHEAD_QUERY_SESSION_SHARES}, links to one session that hold at the same time
 * @param longest {@code PLAYHEAD_QUERY_SHARE_LONGEST}, that a link may hold; at most {@link Topics#MAX_SHARE}
 * @param timeout {@code PLAYHEAD_QUERY_SHARE_TIMEOUT}, for Kafka to take a link
 */
public record ShareSettings(int perSession, Duration longest, Duration timeout) {

    public static ShareSettings from(Settings settings) {
        Duration longest = settings.duration("PLAYHEAD_QUERY_SHARE_LONGEST", Topics.MAX_SHARE);
        if (longest.compareTo(Topics.MAX_SHARE) > 0) {
            settings.problem("PLAYHEAD_QUERY_SHARE_LONGEST is longer than " + Topics.MAX_SHARE);
        }
        return new ShareSettings(
                settings.integer("PLAYHEAD_QUERY_SESSION_SHARES", 100, 1, 10_000),
                longest,
                settings.duration("PLAYHEAD_QUERY_SHARE_TIMEOUT", Duration.ofSeconds(4)));
    }
}
