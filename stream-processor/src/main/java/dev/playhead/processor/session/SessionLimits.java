// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

/**
 * How much of one session is indexed: of everything the earliest. What is over it stays in the log.
 *
 * @param bytes stored size of the segments together
 */
public record SessionLimits(int markersOfAKind, int segments, long bytes, int views) {

    /** What an honest session stays far below. */
    public static final SessionLimits DEFAULT = new SessionLimits(10_000, 20_000, 1L << 30, 1_000);
}
