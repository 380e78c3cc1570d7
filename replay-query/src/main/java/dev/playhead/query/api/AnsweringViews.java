// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.query.store.PartitionedStores;
import dev.playhead.query.store.Placement;
import dev.playhead.schemas.SessionKey;

/**
 * One generation of the views: what this instance has of it, and who has the rest.
 *
 * @param number of the generation
 * @param owned from the partitions that this instance keeps up to date
 * @param copied also from those of which it has a copy, as far as that is not too old
 * @param placement which instances have a partition
 */
public record AnsweringViews(int number, Local owned, Local copied, Placement placement) {

    /**
     * What can be answered here.
     *
     * @param stores that the handlers read
     */
    public record Local(PartitionedStores stores, ApiHandlers handlers) {}

    /** @param copies whether an answer may come from a copy, which may lag */
    public Local local(boolean copies) {
        return copies ? copied : owned;
    }

    /** The partition that a session is in. */
    public int partitionOf(SessionKey key) {
        return owned.stores().partitionOf(key);
    }

    /** How many partitions there are over all instances. */
    public int partitions() {
        return owned.stores().partitions();
    }
}
