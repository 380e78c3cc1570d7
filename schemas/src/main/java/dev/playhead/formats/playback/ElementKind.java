// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.databind.JsonNode;

/** Elements by what sanitising has to do about them. */
enum ElementKind {
    /** Nothing but what holds for every element. */
    ORDINARY,
    /** Runs, embeds, or changes what the whole document means. */
    FORBIDDEN,
    /** Holds a document of its own. */
    FRAME,
    /** Refers to a resource that the document needs. */
    LINK,
    /** An SVG animation, which can write another element's URL. */
    ANIMATION;

    /**
     * The kind of an element as the player will build it.
     *
     * @param tag in lower case; a prefix, as in {@code svg:script}, makes no difference
     */
    static ElementKind of(String tag, JsonNode attributes) {
        return switch (MarkupRules.localName(tag)) {
            case "script", "base", "object", "embed", "" -> FORBIDDEN;
            case "meta" -> hasHttpEquiv(attributes) ? FORBIDDEN : ORDINARY;
            case "iframe", "frame" -> FRAME;
            case "link" -> LINK;
            case "animate", "set", "animatetransform", "animatemotion", "animatecolor" -> ANIMATION;
            default -> ORDINARY;
        };
    }

    private static boolean hasHttpEquiv(JsonNode attributes) {
        return attributes.properties().stream()
                .anyMatch(attribute -> attribute.getKey().equalsIgnoreCase("http-equiv"));
    }
}
