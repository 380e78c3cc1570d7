// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import java.util.Comparator;

/**
 * How strong a variant is where several of one identity compete; the larger wins.
 *
 * @param major what the format counts: records of a segment, version of a view's document
 * @param minor a checksum or hash of the content, so that no two variants are equal unless they are the same
 */
public record Rank(long major, long minor) implements Comparable<Rank> {

    private static final Comparator<Rank> ORDER =
            Comparator.comparingLong(Rank::major).thenComparingLong(Rank::minor);

    @Override
    public int compareTo(Rank other) {
        return ORDER.compare(this, other);
    }
}
