// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import java.util.Optional;

/**
 * A long answer: whoever sends it asks for the next piece when there is room for it. Blocks; for one thread at a time.
 */
public interface Pieces {

    /**
     * The next piece; empty at the end.
     *
     * @throws dev.playhead.query.store.SegmentBodies.BodiesUnavailableException if the log does not answer
     */
    Optional<byte[]> next();
}
