// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.facts;

/**
 * Sentry's protocol counts seconds, rrweb milliseconds, and both kinds of time stand in one recording: those of
 * {@code performanceSpan} events and of some breadcrumbs are in seconds.
 */
public final class SentryTime {

    /** In seconds that is the year 5138; in milliseconds it is 1973, before any browser. */
    private static final double LATEST_SECONDS = 1e11;

    private static final double MS_PER_SECOND = 1_000;

    private SentryTime() {}

    /** Whether a time can be nothing but seconds. */
    public static boolean isInSeconds(double timestamp) {
        return Math.abs(timestamp) < LATEST_SECONDS;
    }

    /** Seconds as epoch milliseconds, floored; a fraction that no double holds is not taken for a millisecond less. */
    public static long ms(double seconds) {
        return (long) Math.floor(Math.round(seconds * MS_PER_SECOND * 1_000) / 1_000.0);
    }
}
