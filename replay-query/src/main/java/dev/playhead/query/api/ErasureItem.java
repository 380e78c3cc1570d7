// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.erasures.ErasureId;
import dev.playhead.schemas.v1.Erasure;
import org.jspecify.annotations.Nullable;

/**
 * An erasure that was carried out.
 *
 * @param state {@code erased} while bytes of it may lie in the raw topics, then {@code gone}
 * @param erasedMs when the sessions were gone from the answers
 * @param bytesGoneMs when the bytes are gone that were received until then; null if never
 */
public record ErasureItem(
        String id,
        String app,
        String state,
        int sessions,
        long requestedMs,
        long erasedMs,
        @Nullable Long bytesGoneMs) {

    static ErasureItem of(ErasureId id, Erasure erasure, long nowMs) {
        Long bytesGoneMs = erasure.getBytesGoneMs();
        return new ErasureItem(
                id.text(),
                erasure.getApp(),
                bytesGoneMs != null && bytesGoneMs <= nowMs ? "gone" : "erased",
                erasure.getSessions(),
                erasure.getRequestedMs(),
                erasure.getErasedMs(),
                bytesGoneMs);
    }
}
