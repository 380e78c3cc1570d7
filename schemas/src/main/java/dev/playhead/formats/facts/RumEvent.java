// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.facts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One RUM event. */
public sealed interface RumEvent {

    /** View id; null where the event names none. */
    @Nullable
    String view();

    /** When it happened, epoch ms of the browser's clock. */
    long atMs();

    /** Over the event's own bytes; the last word where two variants of one event compete. */
    long contentHash();

    Traits traits();

    /** The SDK's attributes under its own names, a flat JSON object. */
    String attributes();

    /**
     * A view's document, sent again as the view grows.
     *
     * @param atMs the view's start
     * @param rank the larger wins: Datadog's document version, Guance's time spent
     * @param timeSpentMs length of the view so far
     * @param expectedSegments how many segments the SDK says it recorded in the view so far; null where it does not say
     * @param sessionEnded whether the SDK says that the session is over, and not only the view
     * @param sampledForError whether recording started late, because of an error, so that early indexes never existed
     */
    record View(
            String view,
            long atMs,
            long rank,
            long contentHash,
            long timeSpentMs,
            @Nullable String tab,
            @Nullable String url,
            @Nullable String name,
            @Nullable Boolean hasReplay,
            @Nullable Counts counts,
            @Nullable Integer expectedSegments,
            boolean sampledForError,
            boolean sessionEnded,
            Traits traits,
            String attributes)
            implements RumEvent {
        /**
         * End of the view so far. A negative or absurd time spent is a fault of the sender's, never a view backwards.
         */
        public long endMs() {
            return Math.max(atMs, atMs + timeSpentMs);
        }
    }

    /** What a view document says happened in the view so far. */
    record Counts(int actions, int errors, int resources, int longTasks, int frustrations) {}

    /**
     * Anything that happened once: an action, an error, a resource, a long task, a custom event.
     *
     * @param id the SDK's, or a hash of (kind, time, view, content) where it has none
     * @param userActivity whether a user did it (a click, tap, scroll, swipe, key or back action)
     * @param label what a person reads
     * @param frustrations the SDK's frustration signals on this action, such as {@code rage_click}; empty for most
     */
    record Item(
            MarkerKind kind,
            String id,
            @Nullable String view,
            long atMs,
            @Nullable Long durationMs,
            long contentHash,
            String label,
            @Nullable Boolean hasReplay,
            boolean userActivity,
            List<String> frustrations,
            Traits traits,
            String attributes)
            implements RumEvent {

        public Item {
            frustrations = List.copyOf(frustrations);
        }
    }

    /**
     * A page that was seen in a view that outlives pages (PostHog's window).
     *
     * @param id as of an {@link Item}
     * @param url what the page's view is called by, where it is its first
     */
    record Page(
            String id, @Nullable String view, long atMs, long contentHash, String url, Traits traits, String attributes)
            implements RumEvent {}
}
