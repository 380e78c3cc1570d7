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
import java.util.regex.Pattern;

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
    private static final Set<String> ANIMATED = Set.of("to", "from", "by", "values");

    // A URL parser strips the first kind from both ends and the second kind from everywhere
    private static final Pattern LEADING_CONTROLS = Pattern.compile("^[\\x00-\\x20]+");
    private static final Pattern LINE_BREAKS_AND_TABS = Pattern.compile("[\\t\\n\\r]");
    private static final Pattern RUNNABLE =
            Pattern.compile("(javascript|vbscript):.*|data:\\s*text/html.*", Pattern.DOTALL);

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

    private static boolean isRunnable(String url) {
        return RUNNABLE.matcher(asParsed(url).toLowerCase(Locale.ROOT)).matches();
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
        String cleaned = LINE_BREAKS_AND_TABS.matcher(url).replaceAll("");
        return LEADING_CONTROLS.matcher(cleaned).replaceFirst("");
    }
}
