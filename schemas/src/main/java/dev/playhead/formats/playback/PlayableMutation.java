// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
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
        mutation.path("adds").forEach(playable::makeRoom);
        playable.placeAdds();
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

    private void makeRoom(JsonNode add) {
        long id = NodeIds.of(add.path("node").path("id"));
        removeHeld(id, mutation.objectNode().put("id", id));
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

    private void placeAdds() {
        Map<Long, List<JsonNode>> waiting = new HashMap<>();
        for (JsonNode next : mutation.path("adds")) {
            Deque<JsonNode> ready = new ArrayDeque<>(List.of(next));
            while (!ready.isEmpty()) {
                JsonNode add = ready.pop();
                JsonNode missing = firstMissing(add);
                if (NodeIds.given(missing)) {
                    waiting.computeIfAbsent(NodeIds.of(missing), unseen -> new ArrayList<>())
                            .add(add);
                } else if (isNew(add)) {
                    place((ObjectNode) add, id -> release(waiting.remove(id), ready));
                } else {
                    dropped++;
                }
            }
        }
        dropped += waiting.values().stream().mapToInt(List::size).sum();
    }

    private static void release(@Nullable List<JsonNode> adds, Deque<JsonNode> ready) {
        if (adds != null) {
            adds.reversed().forEach(ready::push);
        }
    }

    /** The first node that the add refers to and the player does not hold; missing if it holds them all. */
    private JsonNode firstMissing(JsonNode add) {
        List<JsonNode> references = List.of(
                add.path("parentId"),
                add.path("nextId"),
                add.path("previousId"),
                add.path("node").path("rootId"));
        for (JsonNode reference : references) {
            if (NodeIds.given(reference) && tree.find(NodeIds.of(reference)) == null) {
                return reference;
            }
        }
        return MissingNode.getInstance();
    }

    private boolean isNew(JsonNode add) {
        long id = NodeIds.of(add.path("node").path("id"));
        return add.hasNonNull("parentId") && id != NodeIds.UNKNOWN && tree.find(id) == null;
    }

    private void place(ObjectNode add, LongConsumer placed) {
        JsonNode serialised = add.path("node");
        Node parent = tree.find(NodeIds.of(add.path("parentId")));
        forgetSiblingElsewhere(add, "nextId", parent);
        forgetSiblingElsewhere(add, "previousId", parent);
        if (serialised.path("type").asInt(-1) == NodeType.DOCUMENT) {
            tree.attachTree(serialised, parent, placed);
        } else {
            placed.accept(tree.attach(serialised, parent).id());
        }
        adds.add(add);
    }

    private void forgetSiblingElsewhere(ObjectNode add, String side, @Nullable Node parent) {
        Node sibling = tree.find(NodeIds.of(add.path(side)));
        boolean shadow = add.path("node").path("isShadow").asBoolean();
        if (sibling != null && (sibling.parent() != parent || sibling.inShadowRoot() != shadow)) {
            add.putNull(side);
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
