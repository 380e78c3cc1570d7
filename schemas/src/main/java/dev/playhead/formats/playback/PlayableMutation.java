// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.playback.NodeTree.Node;
import dev.playhead.formats.wire.RrwebWire.NodeType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One mutation, reduced to what the player can carry out on the nodes that it holds, in the order in which it can.
 *
 * <p>The player applies removes, then adds, then texts and attributes. An add may come before its parent or next
 * sibling in the same list: the player queues it and tries again, for up to half a second if the other never comes. So
 * adds are tried here instead, come out in an order that needs no queue, and those that nothing makes possible are
 * dropped.
 *
 * <p>After a hole a node may be elsewhere than its recorder says, though both know it. A remove then names the parent
 * that really holds it, an add of a node that is still there first removes it, and a sibling that is elsewhere stands
 * for none: the player would throw, leave a second copy, or throw. In a lane without holes none of this happens.
 *
 * <p>A frame's document is never removed: the player cannot, and puts the next one in its place by itself. Recorders
 * that run several times on one page tell of it as often.
 */
final class PlayableMutation {

    private final NodeTree tree;
    private final ObjectNode mutation;
    private final ArrayNode removes;
    private final ArrayNode adds;
    private final Set<Long> removed = new HashSet<>(); // with everything below: a later word on them means nothing
    private int dropped;

    /**
     * An add, and what it refers to.
     *
     * @param node that is added, serialised
     * @param root the document of the frame that it is in
     */
    private record Add(JsonNode json, JsonNode node, long id, long parent, long next, long previous, long root) {

        /** In place of a reference; no id. */
        static final long NONE = Long.MIN_VALUE;

        static List<Add> of(JsonNode list) {
            List<Add> adds = new ArrayList<>(list.size());
            for (JsonNode add : list) {
                JsonNode node = add.path("node");
                adds.add(new Add(
                        add,
                        node,
                        NodeIds.of(node.path("id")),
                        reference(add.path("parentId")),
                        reference(add.path("nextId")),
                        reference(add.path("previousId")),
                        reference(node.path("rootId"))));
            }
            return adds;
        }

        private static long reference(JsonNode id) {
            return NodeIds.given(id) ? NodeIds.of(id) : NONE;
        }
    }

    private PlayableMutation(NodeTree tree, ObjectNode mutation) {
        this.tree = tree;
        this.mutation = mutation;
        this.removes = mutation.arrayNode();
        this.adds = mutation.arrayNode();
    }

    /**
     * Reduces a mutation's data in place and applies it to the tree.
     *
     * @return how many operations were dropped
     */
    static int reduce(ObjectNode mutation, NodeTree tree) {
        PlayableMutation playable = new PlayableMutation(tree, mutation);
        mutation.path("removes").forEach(playable::remove);
        List<Add> adds = Add.of(mutation.path("adds"));
        adds.forEach(playable::makeRoom);
        playable.placeAll(adds);
        mutation.set("removes", playable.removes);
        mutation.set("adds", playable.adds);
        playable.keepChangesOfHeldNodes("texts");
        playable.keepChangesOfHeldNodes("attributes");
        return playable.dropped;
    }

    static boolean isEmpty(ObjectNode mutation) {
        return mutation.path("removes").isEmpty()
                && mutation.path("adds").isEmpty()
                && mutation.path("texts").isEmpty()
                && mutation.path("attributes").isEmpty();
    }

    private void remove(JsonNode remove) {
        long id = NodeIds.of(remove.path("id"));
        boolean done = remove instanceof ObjectNode object && removeHeld(id, object);
        if (!done && !removed.contains(id)) {
            dropped++;
        }
    }

    private void makeRoom(Add add) {
        if (tree.find(add.id) != null) {
            removeHeld(add.id, mutation.objectNode().put("id", add.id));
        }
    }

    /** Removes a node from where it is; false if it is nowhere, or is the page's document. */
    private boolean removeHeld(long id, ObjectNode remove) {
        Node node = tree.find(id);
        Node parent = node == null ? null : node.parent();
        if (node == null || parent == null) {
            return false;
        }
        if (!node.isDocument()) {
            remove.put("parentId", parent.id());
            if (node.inShadowRoot()) {
                remove.put("isShadow", true);
            } else {
                remove.remove("isShadow");
            }
            removes.add(remove);
        }
        tree.detach(node, removed::add);
        return true;
    }

    private void placeAll(List<Add> all) {
        Map<Long, List<Add>> waiting = new HashMap<>();
        Deque<Add> ready = new ArrayDeque<>();
        for (Add next : all) {
            ready.push(next);
            while (!ready.isEmpty()) {
                Add add = ready.pop();
                long missing = firstMissing(add);
                if (missing != Add.NONE) {
                    waiting.computeIfAbsent(missing, unseen -> new ArrayList<>())
                            .add(add);
                } else if (isNew(add)) {
                    place(add, id -> release(id, waiting, ready));
                } else {
                    dropped++;
                }
            }
        }
        dropped += waiting.values().stream().mapToInt(List::size).sum();
    }

    private static void release(long id, Map<Long, List<Add>> waiting, Deque<Add> ready) {
        List<Add> adds = waiting.isEmpty() ? null : waiting.remove(id);
        if (adds != null) {
            adds.reversed().forEach(ready::push);
        }
    }

    /** The first node that the add refers to and the player does not hold; none if it holds them all. */
    private long firstMissing(Add add) {
        if (isMissing(add.parent)) {
            return add.parent;
        }
        if (isMissing(add.next)) {
            return add.next;
        }
        if (isMissing(add.previous)) {
            return add.previous;
        }
        return isMissing(add.root) ? add.root : Add.NONE;
    }

    private boolean isMissing(long reference) {
        return reference != Add.NONE && tree.find(reference) == null;
    }

    private boolean isNew(Add add) {
        return add.parent != Add.NONE && add.id != NodeIds.UNKNOWN && tree.find(add.id) == null;
    }

    private void place(Add add, LongConsumer placed) {
        Node parent = tree.find(add.parent);
        forgetSiblingElsewhere(add, "nextId", add.next, parent);
        forgetSiblingElsewhere(add, "previousId", add.previous, parent);
        if (add.node.path("type").asInt(-1) == NodeType.DOCUMENT) {
            tree.attachTree(add.node, parent, placed);
        } else {
            placed.accept(tree.attach(add.node, parent).id());
        }
        adds.add(add.json);
    }

    private void forgetSiblingElsewhere(Add add, String side, long id, @Nullable Node parent) {
        Node sibling = id == Add.NONE ? null : tree.find(id);
        if (sibling != null
                && (sibling.parent() != parent
                        || sibling.inShadowRoot() != add.node.path("isShadow").asBoolean())) {
            ((ObjectNode) add.json).putNull(side);
        }
    }

    private void keepChangesOfHeldNodes(String list) {
        ArrayNode kept = mutation.arrayNode();
        for (JsonNode change : mutation.path(list)) {
            long id = NodeIds.of(change.path("id"));
            if (tree.find(id) != null) {
                kept.add(change);
            } else if (!removed.contains(id)) {
                dropped++;
            }
        }
        mutation.set(list, kept);
    }
}
