// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import java.nio.charset.StandardCharsets;

/** Server-sent events, as the <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">text</a>. */
final class EventText {

    private final StringBuilder out = new StringBuilder();
    private int last;

    /** @param json on one line, as every JSON without white space is */
    void event(String name, byte[] json) {
        last = out.length();
        out.append("event: ")
                .append(name)
                .append("\ndata: ")
                .append(new String(json, StandardCharsets.UTF_8))
                .append("\n\n");
    }

    boolean isEmpty() {
        return out.isEmpty();
    }

    int length() {
        return out.length();
    }

    /** With the id at the last event: whoever misses that one has the id of the batch before, and is told all again. */
    String withId(LivePosition position) {
        return isEmpty()
                ? ""
                : out.insert(last, "id: " + position.toId() + "\n").toString();
    }
}
