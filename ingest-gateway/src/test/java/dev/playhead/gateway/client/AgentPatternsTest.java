// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.formats.facts.DeviceClass;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentPatternsTest {

    /** Each as its browser sends it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            Chrome           | Windows   | DESKTOP | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36
            Chrome           | Mac OS X  | DESKTOP | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36
            Chrome           | Linux     | DESKTOP | Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36
            Chrome           | Chrome OS | DESKTOP | Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36
            Chrome           | Android   | MOBILE  | Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Mobile Safari/537.36
            Chrome           | Android   | TABLET  | Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36
            Chrome           | Android   | MOBILE  | Mozilla/5.0 (Linux; Android 12; M2101K6G; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/110.0.5481.65 Mobile Safari/537.36
            Chrome           | iOS       | MOBILE  | Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/137.0.7151.79 Mobile/15E148 Safari/604.1
            Edge             | Windows   | DESKTOP | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36 Edg/137.0.0.0
            Edge             | Android   | MOBILE  | Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Mobile Safari/537.36 EdgA/137.0.0.0
            Opera            | Windows   | DESKTOP | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36 OPR/120.0.0.0
            Samsung Internet | Android   | MOBILE  | Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36
            Safari           | Mac OS X  | DESKTOP | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15
            Safari           | iOS       | MOBILE  | Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Mobile/15E148 Safari/604.1
            Safari           | iOS       | TABLET  | Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1.2 Mobile/15E148 Safari/604.1
            Firefox          | Windows   | DESKTOP | Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:139.0) Gecko/20100101 Firefox/139.0
            Firefox          | Ubuntu    | DESKTOP | Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:139.0) Gecko/20100101 Firefox/139.0
            Firefox          | Android   | MOBILE  | Mozilla/5.0 (Android 14; Mobile; rv:139.0) Gecko/139.0 Firefox/139.0
            Firefox          | Android   | TABLET  | Mozilla/5.0 (Android 14; Tablet; rv:139.0) Gecko/139.0 Firefox/139.0
            Firefox          | iOS       | MOBILE  | Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/139.0 Mobile/15E148 Safari/605.1.15
            IE               | Windows   | DESKTOP | Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko
            Safari           | Tizen     | -       | Mozilla/5.0 (SMART-TV; Linux; Tizen 6.0) AppleWebKit/537.36 (KHTML, like Gecko) 76.0.3809.146/6.0 TV Safari/537.36
            curl             | -         | -       | curl/8.5.0
            -                | -         | -       | Mozilla/5.0
            """)
    void tellsBrowserSystemAndDevice(
            @Nullable String browser, @Nullable String os, @Nullable DeviceClass device, String userAgent) {
        assertThat(AgentPatterns.read(userAgent)).isEqualTo(new Agent(browser, os, device));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Googlebot          | Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)
            Googlebot          | Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Googlebot/2.1; +http://www.google.com/bot.html) Chrome/137.0.7151.68 Safari/537.36
            Googlebot          | Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.7151.68 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)
            bingbot            | Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36
            Baiduspider-render | Mozilla/5.0 (compatible; Baiduspider-render/2.0; +http://www.baidu.com/search/spider.html)
            GPTBot             | Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)
            HeadlessChrome     | Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36
            PhantomJS          | Mozilla/5.0 (Unknown; Linux x86_64) AppleWebKit/538.1 (KHTML, like Gecko) PhantomJS/2.1.1 Safari/538.1
            """)
    void flagsWhatIsNoPerson(String browser, String userAgent) {
        Agent agent = AgentPatterns.read(userAgent);
        assertThat(agent.browser()).isEqualTo(browser);
        assertThat(agent.device()).isEqualTo(DeviceClass.BOT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-",
                "aaaaaaa",
                "(((((",
                "<script>alert(1)</script>",
                "' OR 1=1 --",
                "${jndi:ldap://x}",
                "\0\uD800 é漢"
            })
    void saysNothingOfRubbish(String userAgent) {
        assertThat(AgentPatterns.read(userAgent)).isEqualTo(Agent.UNKNOWN);
    }

    /** That takes milliseconds, and would take hours if a pattern were exponential. */
    @Test
    @Timeout(60)
    void isDoneWithHostileText() {
        for (String unit : new String[] {
            "(",
            "((((a/1;",
            "a ",
            "a/1 ",
            "1.",
            "=;,",
            "Mozilla/5.0 (X; ",
            "; Android ; ",
            "Chrome/1.1.1 ",
            "bot",
            "Bot/ http://"
        }) {
            String hostile = unit.repeat(512 / unit.length());
            assertThat(AgentPatterns.read(hostile)).as(unit).isNotNull();
        }
    }
}
