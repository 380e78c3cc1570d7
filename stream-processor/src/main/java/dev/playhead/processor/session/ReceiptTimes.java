// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import org.jspecify.annotations.Nullable;

/**
 * When a session's records were received, epoch ms of the gateway's clock. These are arrival fields: unlike everything
 * else here they depend on the order of processing.
 *
 * @param anchorMs of the record that was processed first; never changes, since it routes to a retention window
 * @param lastMs the largest so far
 * @param skewMs smallest (receive time - end of what was received); null while nothing readable came
 */
public record ReceiptTimes(
        long anchorMs, long lastMs, @Nullable Long skewMs) {

    /** @param endMs last moment that the record speaks about, epoch ms of the browser's clock; null where unknown */
    public static ReceiptTimes first(long receivedMs, @Nullable Long endMs) {
        return new ReceiptTimes(receivedMs, receivedMs, endMs == null ? null : receivedMs - endMs);
    }

    public ReceiptTimes then(ReceiptTimes next) {
        return new ReceiptTimes(anchorMs, Math.max(lastMs, next.lastMs), Known.join(skewMs, next.skewMs, Math::min));
    }
}
