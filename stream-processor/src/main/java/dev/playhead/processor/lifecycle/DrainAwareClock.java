// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.lifecycle;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What time it is for the sessions of one task: as late as they have been processed to, and the wall clock's time only
 * once there is nothing left to process. A session's next record may be the next of a backlog, however long ago it was
 * received; a session in a quiet partition must be closed though no record comes any more.
 *
 * <ul>
 *   <li>While an input has records left, it is as late as the newest record processed of it; the input that is furthest
 *       behind decides.
 *   <li>When none has any left, it is as late as the newest record processed of any.
 *   <li>When that has lasted for long enough, with no record in between, it is what the wall clock says. To have lasted
 *       it must have been looked at: over a time in which nobody looked, such as that of a suspended process, nothing
 *       is known.
 * </ul>
 *
 * <p>It never goes back, and is never later than the wall clock: a receive time in the future ends no session. For one
 * thread.
 */
public final class DrainAwareClock {

    private static final long UNKNOWN = -1;

    /** Who looks once in so long has seen all that there was in between. */
    private static final long LATELY_MS = 10_000;

    private final long settledAfterMs;
    private final Map<String, Long> newestMs = new HashMap<>();

    private long nowMs = UNKNOWN;
    private long quietSinceMs;
    private long lookedAtMs;
    private boolean quiet;

    /** @param settledAfter how long all inputs must have been at their end, until time goes on by itself */
    public DrainAwareClock(Duration settledAfter) {
        this.settledAfterMs = settledAfter.toMillis();
    }

    /** A record was processed. */
    public void processed(String input, long receivedMs) {
        newestMs.merge(input, receivedMs, Math::max);
        quiet = false;
    }

    /**
     * Looks at the time; to be called every second or so.
     *
     * @param wallMs what the wall clock says
     * @param behind the inputs that have records left
     * @return empty while nothing is known
     */
    public OptionalLong read(long wallMs, Set<String> behind) {
        boolean lookedLately = wallMs >= lookedAtMs && wallMs - lookedAtMs <= LATELY_MS;
        lookedAtMs = wallMs;
        if (!behind.isEmpty() || !lookedLately) {
            quiet = false;
        }
        if (!quiet) {
            quiet = behind.isEmpty();
            quietSinceMs = wallMs;
        }
        boolean settled = quiet && wallMs - quietSinceMs >= settledAfterMs;
        nowMs = Math.max(nowMs, settled ? wallMs : Math.min(processedTo(behind), wallMs));
        return nowMs == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(nowMs);
    }

    private long processedTo(Set<String> behind) {
        return behind.isEmpty()
                ? newestMs.values().stream().mapToLong(Long::longValue).max().orElse(UNKNOWN)
                : behind.stream()
                        .mapToLong(input -> newestMs.getOrDefault(input, UNKNOWN))
                        .min()
                        .orElse(UNKNOWN);
    }
}
