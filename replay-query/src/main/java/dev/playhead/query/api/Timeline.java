// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session's timeline as the API gives it. */
public record Timeline(
        String app,
        String session,
        String status,
        int revision,
        long startMs,
        long endMs,
        long activeMs,
        long inactiveMs,
        List<View> views,
        List<Marker> markers,
        List<Pause> inactivity,
        List<Missing> missing,
        List<Damage> damaged) {

    public Timeline {
        views = List.copyOf(views);
        markers = List.copyOf(markers);
        inactivity = List.copyOf(inactivity);
        missing = List.copyOf(missing);
        damaged = List.copyOf(damaged);
    }

    /** @param tab null where the SDK does not say */
    public record View(
            String id,
            @Nullable String tab,
            @Nullable String url,
            @Nullable String name,
            long startMs,
            long endMs) {}

    public record Marker(
            String id,
            String kind,
            long atMs,
            @Nullable Long durationMs,
            @Nullable String view,
            @Nullable String label,
            ObjectNode attributes) {}

    /** An inactivity gap, without its ends. */
    public record Pause(long startMs, long endMs) {}

    /** @param toIndex inclusive */
    public record Missing(
            String view,
            int fromIndex,
            int toIndex,
            @Nullable Long startMs,
            @Nullable Long endMs,
            String reason) {}
}
