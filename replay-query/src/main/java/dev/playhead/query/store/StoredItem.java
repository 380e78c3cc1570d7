// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import dev.playhead.query.topology.ItemRow;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.TimelineEntry;
import dev.playhead.schemas.v1.ViewSummary;
import org.jspecify.annotations.Nullable;

/** A RUM item, out of the timeline and the summary of its session. */
public sealed interface StoredItem {

    /** Of all anchors together. */
    SessionSummary session();

    /** The SDK's id, or the view's. */
    String id();

    /** The view that it is in, or is. */
    @Nullable
    String view();

    long atMs();

    long receivedMs();

    @Nullable
    Long durationMs();

    /** Null where the SDK does not say whether a recording was running. */
    @Nullable
    Boolean hasReplay();

    /** Under the SDK's own names, a flat JSON object; null where nothing is known. */
    @Nullable
    String attributes();

    /**
     * A view.
     *
     * @param document what the SDK last told of the view, or else of the first page in it; null where only the
     *     recording tells of it
     */
    record OfView(
            SessionSummary session,
            ViewSummary summary,
            @Nullable TimelineEntry document) implements StoredItem {

        @Override
        public String id() {
            return summary.getId();
        }

        @Override
        public String view() {
            return summary.getId();
        }

        @Override
        public long atMs() {
            return summary.getStartMs();
        }

        @Override
        public long receivedMs() {
            return ItemRow.receivedMs(session, summary);
        }

        @Override
        public Long durationMs() {
            return summary.getEndMs() - summary.getStartMs();
        }

        @Override
        public Boolean hasReplay() {
            return summary.getRecorded() || (document != null && Boolean.TRUE.equals(document.getHasReplay()));
        }

        @Override
        public @Nullable String attributes() {
            return document == null ? null : document.getAttributes();
        }
    }

    /** Anything that happened once. */
    record OfEntry(SessionSummary session, TimelineEntry entry) implements StoredItem {

        @Override
        public String id() {
            return entry.getId();
        }

        @Override
        public @Nullable String view() {
            return entry.getView();
        }

        @Override
        public long atMs() {
            return entry.getAtMs();
        }

        @Override
        public long receivedMs() {
            return ItemRow.receivedMs(entry);
        }

        @Override
        public @Nullable Long durationMs() {
            return entry.getDurationMs();
        }

        @Override
        public @Nullable Boolean hasReplay() {
            return entry.getHasReplay();
        }

        @Override
        public @Nullable String attributes() {
            return entry.getAttributes();
        }
    }
}
