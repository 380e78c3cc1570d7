// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.applications;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An origin, such as {@code https://shop.example:8443}, or all below a domain: {@code https://*.shop.example}, which
 * the domain itself is not part of.
 */
public record OriginPattern(String text) {

    private static final Pattern ORIGIN = Pattern.compile(
            "[a-z][a-z0-9+.-]*://(?:\\*\\.)?[a-z0-9_.-]+(?::[0-9]{1,5})?|[a-z][a-z0-9+.-]*://\\[[0-9a-f:.]+](?::[0-9]{1,5})?|null");

    private static final Pattern LOADABLE = Pattern.compile("https?://(?:\\*\\.)?[a-z0-9.-]+(?::[0-9]{1,5})?");

    /** @throws IllegalArgumentException if it is neither */
    public OriginPattern {
        text = text.toLowerCase(Locale.ROOT);
        if (!ORIGIN.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "not an origin such as https://shop.example or https://*.shop.example: " + text);
        }
    }

    /** Whether pages can load from it by HTTP, and a content security policy has a word for it. */
    boolean isLoadable() {
        return LOADABLE.matcher(text).matches();
    }

    public boolean matches(String origin) {
        String candidate = origin.toLowerCase(Locale.ROOT);
        int wildcard = text.indexOf("://*.");
        if (wildcard < 0) {
            return candidate.equals(text);
        }
        int schemeEnd = wildcard + "://".length();
        String domain = text.substring(schemeEnd + 1); // with the dot before it
        return candidate.startsWith(text.substring(0, schemeEnd))
                && candidate.endsWith(domain)
                && candidate.length() > schemeEnd + domain.length();
    }
}
