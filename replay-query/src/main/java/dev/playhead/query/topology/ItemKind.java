// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.topology;

import dev.playhead.schemas.v1.MarkerKind;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of RUM items that are listed over all sessions. */
public enum ItemKind {
    VIEWS("views", MarkerKind.VIEW),
    ERRORS("errors", MarkerKind.ERROR),
    RESOURCES("resources", MarkerKind.RESOURCE),
    ACTIONS("actions", MarkerKind.ACTION),
    LONG_TASKS("long-tasks", MarkerKind.LONG_TASK);

    private final String plural;
    private final MarkerKind marker;

    ItemKind(String plural, MarkerKind marker) {
        this.plural = plural;
        this.marker = marker;
    }

    /** What its entries in a timeline are marked as. */
    public MarkerKind marker() {
        return marker;
    }

    /** The kind that addresses call so. */
    public static Optional<ItemKind> ofPlural(String plural) {
        return Arrays.stream(values())
                .filter(kind -> kind.plural.equals(plural))
                .findFirst();
    }

    static Optional<ItemKind> of(MarkerKind marker) {
        return Arrays.stream(values()).filter(kind -> kind.marker == marker).findFirst();
    }
}
