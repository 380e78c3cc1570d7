// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a topic grows.
 *
 * @param bytes of all its copies on disk
 * @param records in the log
 * @param recent of them, those that came within the window
 * @param window up to now
 * @param kept how long a record is kept, files being deleted whole; empty where that depends on more than its age
 */
public record TopicGrowth(
        String topic, long bytes, long records, long recent, Duration window, Optional<Duration> kept) {

    public static final Duration LONGEST_WINDOW = Duration.ofDays(1);

    /** Less says nothing about a day. */
    private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(10);

    private static final double DAY_MS = Duration.ofDays(1).toMillis();

    /**
     * A partition of it.
     *
     * @param begin offset of the oldest record
     * @param end offset of the next one
     * @param recent offset of the first record within the longest window; {@code end} where there is none
     * @param recentMs when that one came
     */
    public record Extent(long begin, long end, long recent, long recentMs) {}

    /** From what the cluster says; the window is a day, or as long as there has been anything. */
    public static TopicGrowth of(String topic, long bytes, List<Extent> extents, long nowMs, Optional<Duration> kept) {
        boolean isOlder = extents.stream().anyMatch(extent -> extent.recent() > extent.begin());
        long oldestMs = extents.stream()
                .filter(extent -> extent.end() > extent.begin())
                .mapToLong(Extent::recentMs)
                .min()
                .orElse(nowMs);
        return new TopicGrowth(
                topic,
                bytes,
                extents.stream()
                        .mapToLong(extent -> extent.end() - extent.begin())
                        .sum(),
                extents.stream()
                        .mapToLong(extent -> extent.end() - extent.recent())
                        .sum(),
                isOlder ? LONGEST_WINDOW : Duration.ofMillis(Math.max(0, nowMs - oldestMs)),
                kept);
    }

    /** Whether what came is enough to tell from. */
    public boolean isTelling() {
        return kept.isEmpty() || records == 0 || window.compareTo(SHORTEST_WINDOW) >= 0;
    }

    /** Bytes that a day like the window brings. */
    public double bytesPerDay() {
        return records == 0 || window.isZero() || kept.isEmpty()
                ? 0
                : (double) bytes / records * recent * DAY_MS / window.toMillis();
    }

    /** Bytes once records begin to be deleted as fast as they come; what it holds where that cannot be told. */
    public double bytesInTheEnd() {
        return kept.map(span -> bytesPerDay() * span.toMillis() / DAY_MS).orElse((double) bytes);
    }
}
