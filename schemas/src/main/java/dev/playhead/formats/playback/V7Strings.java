// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The string table of a v7 lane: operations name a text by its place in the order of definition, or give it. */
final class V7Strings {

    private final List<String> texts = new ArrayList<>();
    private long most;
    private long held;
    private long allowance;
    private long refused;

    /**
     * How long all texts may be together: those that the page was given, also where others replaced them since, and
     * those that are referred to from now on, since a reference of some bytes can stand for megabytes, and again and
     * again.
     */
    void allow(long chars) {
        most = chars;
        allowance = chars;
    }

    void clear() {
        texts.clear();
        held = 0;
    }

    /** Forgets the table alone; what the page shows stays. */
    void clearTable() {
        texts.clear();
    }

    void define(JsonNode text) {
        texts.add(held(text.asText()));
    }

    private String held(String text) {
        if (text.length() > most - held) {
            refused++;
            return "";
        }
        held += text.length();
        return text;
    }

    /** The text; empty for a reference to none, or to more than is allowed, which is counted. */
    String text(JsonNode reference) {
        if (reference.isTextual()) {
            return held(reference.textValue());
        }
        if (reference.isInt() && reference.intValue() >= 0 && reference.intValue() < texts.size()) {
            String text = texts.get(reference.intValue());
            return take(text.length()) ? text : "";
        }
        refused++;
        return "";
    }

    /** Whether so much text that is there already may be given out once more; it is counted where not. */
    boolean take(long chars) {
        if (chars > allowance) {
            refused++;
            return false;
        }
        allowance -= chars;
        return true;
    }

    /** How often so far there was no text, or too much. */
    long refused() {
        return refused;
    }
}
