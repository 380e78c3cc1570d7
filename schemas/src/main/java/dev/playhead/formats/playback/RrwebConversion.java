// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.MalformedBodyException;
import java.util.function.Consumer;

/**
 * Turns one view lane's segments, given in index order from a full snapshot on, into sanitised rrweb events that the
 * rrweb player can play without a warning. Holds the lane's state; for one thread.
 */
public interface RrwebConversion {

    /**
     * Converts the next segment.
     *
     * @param events takes each event, in record order; the node is its own
     * @throws MalformedBodyException if the body cannot be read to its end; what came before it was given out
     */
    void convert(Body body, Consumer<ObjectNode> events) throws MalformedBodyException;

    /**
     * Operations dropped so far: because they refer to nodes not seen since the last full snapshot, or because this
     * release does not know them.
     */
    long droppedOperations();
}
