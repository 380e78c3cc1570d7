// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * When a session's records were received, epoch ms of the gateway's clock. These are arrival fields: unlike everything
 * else here they depend on the order of processing.
 *
 * @param anchorMs of the record that was processed first; never changes, since it routes to a retention window
 * @param lastMs the largest so far
 * @param skewMs smallest (receive time - end of what was received); null while nothing readable came
 * @param viewsMs smallest of what names a view, by its id
 */
public record ReceiptTimes(
        long anchorMs, long lastMs, @Nullable Long skewMs, SortedMap<String, Long> viewsMs) {

    private static final BinaryOperator<Long> EARLIER = Math::min;

    public ReceiptTimes {
        viewsMs = Collections.unmodifiableSortedMap(new TreeMap<>(viewsMs));
    }

    /**
     * @param endMs last moment that the record speaks about, epoch ms of the browser's clock; null where unknown
     * @param views that the record names
     */
    public static ReceiptTimes first(long receivedMs, @Nullable Long endMs, Set<String> views) {
        SortedMap<String, Long> viewsMs = new TreeMap<>();
        views.forEach(view -> viewsMs.put(view, receivedMs));
        return new ReceiptTimes(receivedMs, receivedMs, endMs == null ? null : receivedMs - endMs, viewsMs);
    }

    public ReceiptTimes then(ReceiptTimes next) {
        return new ReceiptTimes(
                anchorMs,
                Math.max(lastMs, next.lastMs),
                Known.join(skewMs, next.skewMs, Math::min),
                Known.join(viewsMs, next.viewsMs, EARLIER));
    }

    /** Without those of other views. */
    public ReceiptTimes ofViews(Set<String> views) {
        SortedMap<String, Long> kept = new TreeMap<>(viewsMs);
        kept.keySet().retainAll(views);
        return new ReceiptTimes(anchorMs, lastMs, skewMs, kept);
    }
}
