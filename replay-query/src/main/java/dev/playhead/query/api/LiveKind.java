// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

/** What a live stream tells of, in the order in which one batch tells it. */
enum LiveKind {
    SEGMENT("segment", 32),
    MARKER("marker", 32),
    /** Neighbours are joined and split: these are taken back often enough, and few enough, to be one bucket. */
    INACTIVITY("inactivity", 1),
    MISSING("missing", 1);

    private final String eventName;
    private final int buckets;

    LiveKind(String eventName, int buckets) {
        this.eventName = eventName;
        this.buckets = buckets;
    }

    String eventName() {
        return eventName;
    }

    /** Into how many parts a {@link LivePosition} divides the items of this kind; a power of two. */
    int buckets() {
        return buckets;
    }
}
