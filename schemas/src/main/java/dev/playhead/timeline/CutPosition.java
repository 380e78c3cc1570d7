// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.timeline;

/**
 * Where a session is cut that has more than is kept: at the first segment or view too many, in the order of time and
 * id. The processor decides about it and every reader obeys it.
 *
 * @param atMs when that one begins, epoch ms of the browser's clock
 * @param id of that segment or view
 */
public record CutPosition(long atMs, String id) {

    /** Whether a segment or view that begins at a moment comes before it. */
    public boolean keeps(long startMs, String name) {
        return startMs < atMs || (startMs == atMs && name.compareTo(id) < 0);
    }
}
