// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.segment;

import dev.playhead.formats.facts.FlatAttributes;
import dev.playhead.formats.facts.ShortText;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Sentry's replay integration writes into custom events: a {@code breadcrumb}
 * {@code {"category","message","level",…}} or a {@code performanceSpan} {@code {"op","description",…}}.
 */
final class SentryMessage {

    private static final String BREADCRUMB = "breadcrumb";
    private static final Set<String> ERROR_LEVELS = Set.of("error", "fatal");

    private SentryMessage() {}

    static boolean isError(@Nullable String tag, FlatAttributes message) {
        String level = message.text("level");
        return BREADCRUMB.equals(tag) && level != null && ERROR_LEVELS.contains(level);
    }

    /** What it says, after what kind it is but for the console's; empty where it says neither. */
    static String label(FlatAttributes message) {
        String kind = said(message, "category", "op");
        String text = said(message, "message", "description");
        if (kind.isEmpty() || kind.equals("console")) {
            return ShortText.firstLineOf(text.isEmpty() ? kind : text);
        }
        return ShortText.firstLineOf(text.isEmpty() || text.equals(kind) ? kind : kind + ' ' + text);
    }

    private static String said(FlatAttributes message, String inBreadcrumb, String inSpan) {
        String text = message.text(inBreadcrumb) == null ? message.text(inSpan) : message.text(inBreadcrumb);
        return text == null ? "" : text;
    }
}
