// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats;

/**
 * How far a body may be read before it is refused.
 *
 * @param maxInflatedBytes largest inflated size
 * @param maxRatio largest inflated to compressed ratio once past the first MiB
 * @param maxDepth deepest nesting of JSON
 */
public record BodyLimits(long maxInflatedBytes, int maxRatio, int maxDepth) {

    /**
     * Largest RUM event. SDKs drop what is over 256 KiB themselves; a larger one would be read into a tree of many
     * times its size.
     */
    public static final int MAX_RUM_EVENT_BYTES = 1 << 20;

    /** For segments. */
    public static final BodyLimits DEFAULT = new BodyLimits(128L << 20, 250, 512);

    /** For RUM batches: SDKs send some 16 KiB at a time, and all of a batch's events are in memory at once. */
    public static final BodyLimits RUM_DEFAULT = new BodyLimits(8L << 20, 250, 512);
}
