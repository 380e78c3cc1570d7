// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** Which attributes an element may keep. The values are those of the DOM: no entity is left to be decoded in them. */
final class MarkupRules {

    private static final Set<String> NEVER = Set.of("ping", "action", "formaction", "srcdoc", "http-equiv");
    private static final Set<String> URLS = Set.of(
            "href",
            "src",
            "srcset",
            "imagesrcset",
            "data",
            "poster",
            "background",
            "cite",
            "longdesc",
            "manifest",
            "codebase",
            "classid",
            "profile",
            "usemap",
            "lowsrc",
            "dynsrc",
            "rr_src",
            "rr_dataurl");
    private static final Set<String> LINKED = Set.of("href", "imagesrcset");
    private static final String SPACES = " \t\n\u000b\f\r";
    private static final Set<String> ANIMATED = Set.of("to", "from", "by", "values");

    private final Predicate<String> assetOrigins;

    MarkupRules(Predicate<String> assetOrigins) {
        this.assetOrigins = assetOrigins;
    }

    /** Removes what an element of this kind must not have. */
    void clean(ElementKind kind, ObjectNode attributes) {
        attributes.properties().removeIf(attribute -> forbids(kind, attribute.getKey(), attribute.getValue()));
    }

    /** A name without its prefix, as in {@code xlink:href}. */
    static String localName(String name) {
        return name.substring(name.lastIndexOf(':') + 1);
    }

    private boolean forbids(ElementKind kind, String writtenName, JsonNode value) {
        String name = writtenName.toLowerCase(Locale.ROOT);
        return name.startsWith("on")
                || NEVER.contains(name)
                || (URLS.contains(localName(name)) && isRunnable(value))
                || forbidsOnKind(kind, name, value);
    }

    private boolean forbidsOnKind(ElementKind kind, String name, JsonNode value) {
        return switch (kind) {
            case ORDINARY -> false;
            case FORBIDDEN -> true;
            case FRAME -> name.equals("src");
            case LINK -> LINKED.contains(name) && !isFromAssetOrigin(value);
            case ANIMATION ->
                ANIMATED.contains(name)
                        && Arrays.stream(value.asText().split(";", -1)).anyMatch(MarkupRules::isRunnable);
        };
    }

    /** The player turns whatever it finds into a string, so that a list of one URL is as good as the URL. */
    private static boolean isRunnable(JsonNode value) {
        return value.isContainerNode() || (value.isTextual() && isRunnable(value.textValue()));
    }

    /** In any case, with what a URL parser takes no notice of. */
    private static boolean isRunnable(String url) {
        int start = afterControls(url);
        int data = after("data:", url, start);
        return data < 0
                ? after("javascript:", url, start) >= 0 || after("vbscript:", url, start) >= 0
                : after("text/html", url, afterSpaces(url, data)) >= 0;
    }

    /**
     * The index after a text that stands in a URL.
     *
     * @param text in lower case
     * @return negative if it does not stand there
     */
    private static int after(String text, String url, int from) {
        int at = from;
        for (int matched = 0; matched < text.length(); at++) {
            if (at == url.length()) {
                return -1;
            }
            char next = url.charAt(at);
            if (isLineBreakOrTab(next)) {
                continue;
            }
            if ((next >= 'A' && next <= 'Z' ? next + ('a' - 'A') : next) != text.charAt(matched)) {
                return -1;
            }
            matched++;
        }
        return at;
    }

    private static int afterControls(String url) {
        int at = 0;
        while (at < url.length() && url.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    private static int afterSpaces(String url, int from) {
        int at = from;
        while (at < url.length() && SPACES.indexOf(url.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    /** A URL parser strips them from everywhere, and control characters and spaces from the beginning. */
    private static boolean isLineBreakOrTab(char c) {
        return c == '\t' || c == '\n' || c == '\r';
    }

    private boolean isFromAssetOrigin(JsonNode value) {
        try {
            URI url = new URI(asParsed(value.asText()));
            if (url.getScheme() == null || url.getHost() == null) {
                return false;
            }
            String port = url.getPort() < 0 ? "" : ":" + url.getPort();
            return assetOrigins.test(
                    "%s://%s%s".formatted(url.getScheme(), url.getHost(), port).toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String asParsed(String url) {
        StringBuilder parsed = new StringBuilder(url.length());
        url.chars().filter(c -> !isLineBreakOrTab((char) c)).forEach(c -> parsed.append((char) c));
        return parsed.substring(afterControls(parsed.toString()));
    }
}
