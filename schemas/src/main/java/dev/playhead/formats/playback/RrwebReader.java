// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.MalformedBodyException;
import java.util.function.Consumer;

/** Reads one lane's bodies as rrweb events, neither sanitised nor checked. Holds the lane's state; for one thread. */
interface RrwebReader {

    /**
     * Reads the next body of the lane.
     *
     * @param events takes each event, in record order; the node is its own
     * @throws MalformedBodyException if the body cannot be read to its end; what came before it was given out
     */
    void read(Body body, Consumer<ObjectNode> events) throws MalformedBodyException;

    /** Records, or parts of them, that were left out so far since nothing can be made of them. */
    default long dropped() {
        return 0;
    }
}
