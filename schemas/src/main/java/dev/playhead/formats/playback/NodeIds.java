// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.databind.JsonNode;

/** Node ids as they stand in events. */
final class NodeIds {

    /** What the recorder writes for a node that it does not know itself; the player takes no notice of it. */
    static final long UNKNOWN = -1;

    private NodeIds() {}

    /** From here on the player's numbers are no longer all different. */
    private static final long LIMIT = 1L << 53;

    /**
     * The id; {@link #UNKNOWN} for anything that cannot be one. To the player, {@code 7.0} is the same as {@code 7}.
     */
    static long of(JsonNode id) {
        if (!id.isNumber() || !id.canConvertToExactIntegral() || !id.canConvertToLong()) {
            return UNKNOWN;
        }
        long value = id.longValue();
        return -LIMIT < value && value < LIMIT ? value : UNKNOWN;
    }

    /** Whether there is a reference at all: a missing one and null mean "none", such as no next sibling. */
    static boolean given(JsonNode id) {
        return !id.isMissingNode() && !id.isNull();
    }
}
