// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.schemas.v1.MarkerKind;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of markers as the API names them. */
final class MarkerKinds {

    static final String VIEW = "view";

    /** Kinds that are read from the store; the markers of views come from the summary. */
    static final Set<MarkerKind> STORED = Stream.of(MarkerKind.values())
            .filter(kind -> kind != MarkerKind.VIEW)
            .filter(kind -> publicName(kind).isPresent())
            .collect(Collectors.toUnmodifiableSet());

    private MarkerKinds() {}

    /** Empty for a kind that this release does not know. */
    static Optional<String> publicName(MarkerKind kind) {
        return switch (kind) {
            case UNKNOWN -> Optional.empty();
            case VIEW -> Optional.of(VIEW);
            case ACTION -> Optional.of("action");
            case CLICK -> Optional.of("click");
            case INPUT -> Optional.of("input");
            case ERROR -> Optional.of("error");
            case RESOURCE -> Optional.of("resource");
            case LONG_TASK -> Optional.of("longTask");
            case FRUSTRATION -> Optional.of("frustration");
            case CUSTOM -> Optional.of("custom");
            case SESSION_END -> Optional.of("sessionEnd");
        };
    }
}
