// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import dev.playhead.config.Settings;
import java.time.Duration;

/**
 * How far one read may go.
 *
 * @param maxMarkers {@code PLAYHEAD_QUERY_MAX_MARKERS}, of each kind in a session
 * @param maxMissing {@code PLAYHEAD_QUERY_MAX_MISSING}, indexes listed for one hole
 * @param scanRows {@code PLAYHEAD_QUERY_SCAN_ROWS}, looked at in each partition for one page of a filtered list
 * @param scanTime {@code PLAYHEAD_QUERY_SCAN_TIME}, that an instance looks at rows for one page
 * @param maxPageChars {@code PLAYHEAD_QUERY_MAX_PAGE_CHARS}, of attributes in one page of RUM items
 * @param appsAge {@code PLAYHEAD_QUERY_APPS_AGE}, how old the list of applications, which takes a scan, may be
 * @param retryAfter {@code PLAYHEAD_QUERY_RETRY_AFTER}, told to those who ask for what is being restored
 */
public record ReadSettings(
        int maxMarkers,
        int maxMissing,
        int scanRows,
        Duration scanTime,
        int maxPageChars,
        Duration appsAge,
        Duration retryAfter) {

    public static ReadSettings from(Settings settings) {
        return new ReadSettings(
                settings.integer("PLAYHEAD_QUERY_MAX_MARKERS", 10_000, 1, 1_000_000),
                settings.integer("PLAYHEAD_QUERY_MAX_MISSING", 1_000, 1, 1_000_000),
                settings.integer("PLAYHEAD_QUERY_SCAN_ROWS", 10_000, 100, 10_000_000),
                settings.duration("PLAYHEAD_QUERY_SCAN_TIME", Duration.ofSeconds(2)),
                settings.integer("PLAYHEAD_QUERY_MAX_PAGE_CHARS", 8 << 20, 1, 1 << 30),
                settings.duration("PLAYHEAD_QUERY_APPS_AGE", Duration.ofSeconds(2)),
                settings.duration("PLAYHEAD_QUERY_RETRY_AFTER", Duration.ofSeconds(2)));
    }
}
