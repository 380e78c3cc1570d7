// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import dev.playhead.query.topology.StoreKeys;

/**
 * Where an item stands in the order of its list, and where it is found.
 *
 * @param position the last bytes of which are those of its id's hash
 * @param atMs when it happened
 */
record ItemPlace(RowPosition position, long atMs) {

    long idHash() {
        return StoreKeys.idHashOf(position.row());
    }
}
