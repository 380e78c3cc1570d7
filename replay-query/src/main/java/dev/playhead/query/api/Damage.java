// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

/**
 * What a hole does to the playback of a view.
 *
 * @param startMs where the hole begins
 * @param endMs the next full snapshot, or the view's end
 * @param reason of a hole as in {@code missing}, or one of the constants here
 * @param playable whether what comes before {@code endMs} can be shown, degraded
 */
public record Damage(String view, long startMs, long endMs, String reason, boolean playable) {

    /** The view's recording does not begin with a full snapshot. */
    public static final String NO_FULL_SNAPSHOT = "NO_FULL_SNAPSHOT";

    /** Recorded in a form that this release cannot convert. */
    public static final String UNSUPPORTED = "UNSUPPORTED";

    /** The bytes are past their retention. */
    public static final String EXPIRED = "EXPIRED";

    /** The bytes are not there any more, though they should be. */
    public static final String LOST = "LOST";

    /** The bytes are there and cannot be read to their end. */
    public static final String REJECTED = "REJECTED";
}
