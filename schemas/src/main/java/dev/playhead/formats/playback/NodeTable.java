// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import dev.playhead.formats.playback.NodeTree.Node;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Nodes by their ids, of which none is ever taken out: a hash table with open addressing. Every event asks for some
 * node, and a mutation for several times as many as it has adds; a map of the JDK makes an object of each id for that.
 */
final class NodeTable {

    private static final int FIRST_CAPACITY = 128;

    /** Drawn for each table, so that nobody can send ids that all fall on one place. */
    private final long spread = ThreadLocalRandom.current().nextLong() | 1;

    /** A power of two long, and never more than half full. */
    private @Nullable Node[] slots = new Node[FIRST_CAPACITY];

    private int size;

    @Nullable
    Node get(long id) {
        return slots[place(id)];
    }

    /** Instead of the node that had its id, if there was one. */
    void put(Node node) {
        int place = place(node.id());
        boolean isNew = slots[place] == null;
        slots[place] = node;
        if (isNew && 2 * ++size > slots.length) {
            grow();
        }
    }

    void clear() {
        slots = new Node[FIRST_CAPACITY];
        size = 0;
    }

    /** Where the node is, or would be. */
    private int place(long id) {
        int mask = slots.length - 1;
        int at = (int) ((id * spread) >>> Integer.SIZE) & mask;
        while (true) {
            Node there = slots[at];
            if (there == null || there.id() == id) {
                return at;
            }
            at = (at + 1) & mask;
        }
    }

    private void grow() {
        @Nullable Node[] before = slots;
        slots = new Node[2 * before.length];
        for (Node node : before) {
            if (node != null) {
                slots[place(node.id())] = node;
            }
        }
    }
}
