// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.config.Settings;
import dev.playhead.formats.body.BodyLimits;

/**
 * How recordings are converted for playing.
 *
 * @param batchSegments {@code PLAYHEAD_QUERY_BATCH_SEGMENTS}, fetched and converted at once
 * @param batchKiB {@code PLAYHEAD_QUERY_BATCH_KIB}, stored size of what is fetched and converted at once; one segment
 *     always is
 * @param limits {@code PLAYHEAD_QUERY_MAX_INFLATED_MIB}, {@code PLAYHEAD_QUERY_MAX_RATIO} and
 *     {@code PLAYHEAD_QUERY_MAX_DEPTH}, of one segment
 */
public record ReplaySettings(int batchSegments, int batchKiB, BodyLimits limits) {

    public static ReplaySettings from(Settings settings) {
        BodyLimits usual = BodyLimits.DEFAULT;
        return new ReplaySettings(
                settings.integer("PLAYHEAD_QUERY_BATCH_SEGMENTS", 64, 1, 10_000),
                settings.integer("PLAYHEAD_QUERY_BATCH_KIB", 256, 1, 1 << 20),
                new BodyLimits(
                        (long) settings.integer(
                                        "PLAYHEAD_QUERY_MAX_INFLATED_MIB",
                                        (int) (usual.maxInflatedBytes() >> 20),
                                        1,
                                        2_047)
                                << 20,
                        settings.integer("PLAYHEAD_QUERY_MAX_RATIO", usual.maxRatio(), 1, 100_000),
                        settings.integer("PLAYHEAD_QUERY_MAX_DEPTH", usual.maxDepth(), 16, 100_000)));
    }
}
