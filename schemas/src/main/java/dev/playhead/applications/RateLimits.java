// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.applications;

import org.jspecify.annotations.Nullable;

/**
 * How much may be sent, on average; a burst of some seconds is taken at once. Null is no limit.
 *
 * @param requestsPerSecond uploads of the application
 * @param bytesPerSecond of the application's uploads on the wire
 * @param sessionRequestsPerSecond uploads of one session
 * @param sessionBytesPerSecond of one session's uploads on the wire
 */
public record RateLimits(
        @Nullable Long requestsPerSecond,
        @Nullable Long bytesPerSecond,
        @Nullable Long sessionRequestsPerSecond,
        @Nullable Long sessionBytesPerSecond) {

    /** One a nanosecond, which is as often as a token bucket can be filled. */
    private static final long MAX_PER_SECOND = 1_000_000_000;

    public static final RateLimits NONE = new RateLimits(null, null, null, null);

    /** @throws IllegalArgumentException if a limit would let nothing through, or is more than anybody can send */
    public RateLimits {
        check("requestsPerSecond", requestsPerSecond);
        check("bytesPerSecond", bytesPerSecond);
        check("sessionRequestsPerSecond", sessionRequestsPerSecond);
        check("sessionBytesPerSecond", sessionBytesPerSecond);
    }

    private static void check(String name, @Nullable Long limit) {
        if (limit != null && limit < 1) {
            throw new IllegalArgumentException(name + " is less than 1");
        }
        if (limit != null && limit > MAX_PER_SECOND) {
            throw new IllegalArgumentException("%s is more than %d".formatted(name, MAX_PER_SECOND));
        }
    }
}
