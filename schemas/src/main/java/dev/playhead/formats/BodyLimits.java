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

    public static final BodyLimits DEFAULT = new BodyLimits(128L << 20, 250, 512);
}
