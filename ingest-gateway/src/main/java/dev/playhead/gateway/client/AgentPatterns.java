// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.client;

import dev.playhead.formats.facts.DeviceClass;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import ua_parser.Client;
import ua_parser.Parser;

/**
 * Reads user agents by the patterns of the ua-parser project, in the words that the SDKs use: a browser's family
 * without what it runs on, since the device says that. Which class a device is of does not stand in those patterns; it
 * follows from what browsers promise: tablets with Android leave out the word that phones have.
 *
 * @see <a href="https://developer.mozilla.org/docs/Web/HTTP/Guides/Browser_detection_using_the_user_agent">what "Mobi"
 *     means</a>
 */
final class AgentPatterns {

    /** Some 1,200 compiled patterns, the same for everybody. */
    private static final Parser PARSER = new Parser();

    private static final String OTHER = "Other";
    private static final String SPIDER = "Spider";
    private static final Set<String> AUTOMATED = Set.of("HeadlessChrome", "PhantomJS");
    private static final Set<String> ON_DESKTOPS = Set.of(
            "Windows", "Mac OS X", "Chrome OS", "Linux", "Ubuntu", "Debian", "Fedora", "Red Hat", "Gentoo", "FreeBSD");

    /** In names such as {@code Chrome Mobile WebView}, {@code Firefox iOS}. */
    private static final Pattern VARIANT = Pattern.compile("(?:^| )(?:Mobile|iOS|WebView|UI/WKWebView)(?= |$)");

    private AgentPatterns() {}

    static Agent read(String userAgent) {
        Client read = PARSER.parse(userAgent);
        return new Agent(family(read.userAgent.family), known(read.os.family), device(userAgent, read));
    }

    private static @Nullable String family(String browser) {
        String family = VARIANT.matcher(browser).replaceAll("").strip();
        return known(family.isEmpty() ? browser : family);
    }

    private static @Nullable String known(String family) {
        return family.equals(OTHER) ? null : family;
    }

    private static @Nullable DeviceClass device(String userAgent, Client read) {
        if (read.device.family.equals(SPIDER) || AUTOMATED.contains(read.userAgent.family)) {
            return DeviceClass.BOT;
        }
        if (read.device.family.equals("iPad")) {
            return DeviceClass.TABLET;
        }
        if (userAgent.contains("Mobi")) {
            return DeviceClass.MOBILE;
        }
        if (read.os.family.equals("Android")) {
            return DeviceClass.TABLET;
        }
        return ON_DESKTOPS.contains(read.os.family) ? DeviceClass.DESKTOP : null;
    }
}
