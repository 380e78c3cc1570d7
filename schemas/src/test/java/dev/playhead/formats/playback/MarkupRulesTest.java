// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.testkit.Property;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class MarkupRulesTest {

    /** As the URL standard has it: of the whole text, and in this order. */
    private static final Pattern LINE_BREAKS_AND_TABS = Pattern.compile("[\\t\\n\\r]");

    private static final Pattern LEADING_CONTROLS = Pattern.compile("^[\\x00-\\x20]+");
    private static final Pattern RUNNABLE =
            Pattern.compile("(javascript|vbscript):.*|data:\\s*text/html.*", Pattern.DOTALL);

    private static final List<String> PIECES = List.of(
            "javascript",
            "JAVA",
            "script",
            "vbScript",
            "data",
            "text",
            "/",
            "html",
            "HTML",
            ":",
            ";",
            "\t",
            "\n",
            "\r",
            " ",
            "\u0000",
            "\u000b",
            "\f",
            "\u001f",
            "\u0130",
            "\u212a",
            "\u017f",
            "x",
            "http://",
            "image/png",
            "\u2028");

    @Test
    void aUrlThatRunsIsFoundAsByItsDefinition() {
        Property.forAll(20_000, MarkupRulesTest::url, url -> {
            ObjectNode attributes = EventJson.NODES.objectNode().put("href", url);

            new MarkupRules(_ -> false).clean(ElementKind.ORDINARY, attributes);

            assertThat(attributes.isEmpty()).isEqualTo(runs(url));
        });
    }

    private static boolean runs(String url) {
        String parsed = LEADING_CONTROLS
                .matcher(LINE_BREAKS_AND_TABS.matcher(url).replaceAll(""))
                .replaceFirst("");
        return RUNNABLE.matcher(parsed.toLowerCase(Locale.ROOT)).matches();
    }

    private static String url(RandomGenerator random) {
        StringBuilder url = new StringBuilder();
        if (random.nextBoolean()) { // or hardly one would run
            String known = List.of("javascript:", "vbscript:", "data:text/html").get(random.nextInt(3));
            for (int at = 0; at < known.length(); at++) {
                if (random.nextInt(12) == 0) {
                    url.append(PIECES.get(random.nextInt(PIECES.size())));
                }
                url.append(random.nextBoolean() ? known.charAt(at) : Character.toUpperCase(known.charAt(at)));
            }
        }
        for (int left = random.nextInt(6); left > 0; left--) {
            url.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return url.toString();
    }
}
