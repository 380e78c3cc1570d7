// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A node of a v7 page as its lane's operations have left it. Siblings are linked, so that no operation costs more on a
 * page with many of them.
 */
final class V7Node {

    static final String DOCUMENT = "#document";
    static final String DOCTYPE = "#doctype";
    static final String TEXT = "#text";
    static final String SHADOW_ROOT = "#shadow-root";

    /** The SDK counts from 0, which the player cannot have as an id. */
    private static final int FIRST_ID = 1;

    private final int number;
    private final String name;
    private int depth;
    private @Nullable V7Node parent;
    private @Nullable V7Node firstChild;
    private @Nullable V7Node lastChild;
    private @Nullable V7Node previous;
    private @Nullable V7Node next;

    final Map<String, String> attributes = new LinkedHashMap<>();

    /** Of a text node. */
    String text = "";

    /** Name, public id and system id of a document type. */
    List<String> doctype = List.of();

    /** Of a {@code style} or {@code link}; null while it has no sheet. */
    @Nullable
    String cssText;

    /** Numbers of the sheets that a document or shadow root adopts; null where that was never said. */
    @Nullable
    List<Integer> adopted;

    /** Width and height; null where that was never said. */
    @Nullable
    List<JsonNode> size;

    /** Left and top; null where that was never said. */
    @Nullable
    List<JsonNode> scroll;

    /** Of an input; null where that was never said. */
    @Nullable
    String value;

    /** Of an option, checkbox or radio button; null where that was never said. */
    @Nullable
    Boolean selected;

    /** Whether media plays; null where that was never said. */
    @Nullable
    Boolean playing;

    /** @param number in the order of creation, from 0 */
    V7Node(int number, String name) {
        this.number = number;
        this.name = name;
    }

    /** In events. */
    int id() {
        return number + FIRST_ID;
    }

    /** In events, of the node that a record names. */
    static long idOf(long number) {
        return number + FIRST_ID;
    }

    int number() {
        return number;
    }

    String name() {
        return name;
    }

    boolean isElement() {
        return !name.startsWith("#");
    }

    boolean isShadowRoot() {
        return name.equals(SHADOW_ROOT);
    }

    boolean isInShadowRoot() {
        return parent != null && parent.isShadowRoot();
    }

    /** Whether a page can be so: a shadow root is an element's, and texts have nothing below them. */
    boolean canHold(V7Node child) {
        return isElement() || (!child.isShadowRoot() && (isShadowRoot() || name.equals(DOCUMENT)));
    }

    int depth() {
        return depth;
    }

    @Nullable
    V7Node parent() {
        return parent;
    }

    @Nullable
    V7Node firstChild() {
        return firstChild;
    }

    @Nullable
    V7Node next() {
        return next;
    }

    /** The parent in events, where a shadow root's children are those of its host. */
    @Nullable
    V7Node holder() {
        return isInShadowRoot() && parent != null ? parent.parent : parent;
    }

    /** The next sibling in events, where a shadow root is none. */
    @Nullable
    V7Node nextShown() {
        V7Node sibling = next;
        while (sibling != null && sibling.isShadowRoot()) {
            sibling = sibling.next;
        }
        return sibling;
    }

    boolean hasShadowRoot() {
        for (V7Node child = firstChild; child != null; child = child.next) {
            if (child.isShadowRoot()) {
                return true;
            }
        }
        return false;
    }

    /** @param before one of the children; null to append */
    void insert(V7Node child, @Nullable V7Node before) {
        child.parent = this;
        child.depth = depth + 1;
        child.next = before;
        child.previous = before == null ? lastChild : before.previous;
        if (child.previous == null) {
            firstChild = child;
        } else {
            child.previous.next = child;
        }
        if (before == null) {
            lastChild = child;
        } else {
            before.previous = child;
        }
    }

    void detach() {
        if (parent == null) {
            return;
        }
        if (previous == null) {
            parent.firstChild = next;
        } else {
            previous.next = next;
        }
        if (next == null) {
            parent.lastChild = previous;
        } else {
            next.previous = previous;
        }
        parent = null;
        previous = null;
        next = null;
    }

    /** It and everything below it. */
    void forEach(Consumer<V7Node> nodes) {
        Deque<V7Node> pending = new ArrayDeque<>();
        pending.push(this);
        while (!pending.isEmpty()) {
            V7Node node = pending.pop();
            nodes.accept(node);
            for (V7Node child = node.firstChild; child != null; child = child.next) {
                pending.push(child);
            }
        }
    }
}
