// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import java.util.List;

/**
 * What the partitions that answered have, and which did not.
 *
 * @param total number of partitions
 * @param missing those that did not answer, in order
 */
public record Gathered<T>(T value, int total, List<Integer> missing) {

    public Gathered {
        missing = List.copyOf(missing);
    }

    public boolean complete() {
        return missing.isEmpty();
    }
}
