// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.databind.JsonNode;
import dev.playhead.formats.wire.RrwebWire.NodeType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Which nodes the player holds at this point of a lane, and below which others: ids only. */
final class NodeTree {

    private final NodeTable nodes = new NodeTable();

    /** A node of the page, with its siblings linked so that detaching costs nothing but its own subtree. */
    static final class Node {
        private final long id;
        private final boolean shadow;
        private final boolean document;
        private boolean attached;
        private @Nullable Node parent;
        private @Nullable Node firstChild;
        private @Nullable Node previous;
        private @Nullable Node next;

        private Node(long id, boolean shadow, boolean document) {
            this.id = id;
            this.shadow = shadow;
            this.document = document;
        }

        long id() {
            return id;
        }

        /** Whether its parent holds it in its shadow root. */
        boolean inShadowRoot() {
            return shadow;
        }

        /** Whether it is a document: the page's, or that of a frame, which then is its parent. */
        boolean isDocument() {
            return document;
        }

        /** Null for the page's document only. */
        @Nullable
        Node parent() {
            return parent;
        }
    }

    void clear() {
        nodes.clear();
    }

    /** The node, if the player has it now. */
    @Nullable
    Node find(long id) {
        Node node = nodes.get(id);
        return node != null && node.attached ? node : null;
    }

    /** Whether the player has the node, or had it since the tree was last cleared. */
    boolean everHeld(long id) {
        return nodes.get(id) != null;
    }

    /**
     * Attaches a serialised node and everything below it.
     *
     * @param parent null for the document
     * @param ids takes each id
     */
    void attachTree(JsonNode serialised, @Nullable Node parent, LongConsumer ids) {
        Node node = attach(serialised, parent);
        ids.accept(node.id);
        for (JsonNode child : serialised.path("childNodes")) {
            attachTree(child, node, ids);
        }
    }

    /** Attaches a serialised node without what is below it. One without a proper id is never found again. */
    Node attach(JsonNode serialised, @Nullable Node parent) {
        long id = NodeIds.of(serialised.path("id"));
        Node node = new Node(
                id,
                serialised.path("isShadow").asBoolean(),
                serialised.path("type").asInt(-1) == NodeType.DOCUMENT);
        if (parent != null) {
            link(node, parent);
        }
        if (id != NodeIds.UNKNOWN) {
            node.attached = true;
            nodes.put(node);
        }
        return node;
    }

    /**
     * Detaches a node and everything below it.
     *
     * @param ids takes each id
     */
    void detach(Node top, LongConsumer ids) {
        unlink(top);
        Deque<Node> pending = new ArrayDeque<>();
        pending.push(top);
        while (!pending.isEmpty()) {
            Node node = pending.pop();
            if (node.attached && nodes.get(node.id) == node) { // or another has its id by now
                node.attached = false;
                ids.accept(node.id);
            }
            for (Node child = node.firstChild; child != null; child = child.next) {
                pending.push(child);
            }
        }
    }

    private static void link(Node node, Node parent) {
        node.parent = parent;
        node.next = parent.firstChild;
        if (node.next != null) {
            node.next.previous = node;
        }
        parent.firstChild = node;
    }

    private static void unlink(Node node) {
        if (node.previous != null) {
            node.previous.next = node.next;
        } else if (node.parent != null) {
            node.parent.firstChild = node.next;
        }
        if (node.next != null) {
            node.next.previous = node.previous;
        }
        node.parent = null;
        node.previous = null;
        node.next = null;
    }
}
