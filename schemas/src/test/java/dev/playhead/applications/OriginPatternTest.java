// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginPatternTest {

    @ParameterizedTest
    @CsvSource({
        "https://shop.example, https://shop.example, true",
        "https://SHOP.example, https://shop.EXAMPLE, true",
        "https://shop.example, http://shop.example, false",
        "https://shop.example, https://shop.example:8443, false",
        "https://shop.example:8443, https://shop.example:8443, true",
        "https://*.shop.example, https://eu.shop.example, true",
        "https://*.shop.example, https://a.b.shop.example, true",
        "https://*.shop.example, https://shop.example, false",
        "https://*.shop.example, https://.shop.example, false",
        "https://*.shop.example, https://evilshop.example, false",
        "https://*.shop.example, https://shop.example.evil, false",
        "http://[::1]:8080, http://[::1]:8080, true",
        "capacitor://localhost, capacitor://localhost, true",
        "null, null, true"
    })
    void matchesExactlyWhatItNames(String pattern, String origin, boolean matches) {
        assertThat(new OriginPattern(pattern).matches(origin)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.example", "https://shop.example/", "https://", "*", "https://*", "https://a.*.b", ""})
    void whatIsNoOriginIsRefused(String text) {
        assertThatThrownBy(() -> new OriginPattern(text)).hasMessageContaining("not an origin");
    }

    @Test
    void anApplicationWithoutOriginsTakesAllAndOneWithTakesWhatIsNoPage() {
        Application open = shop("{id: shop}");
        assertThat(open.takesOrigin("https://any.example")).isTrue();
        Application closed = shop("{id: shop, origins: [https://shop.example]}");
        assertThat(closed.takesOrigin("https://shop.example")).isTrue();
        assertThat(closed.takesOrigin("https://any.example")).isFalse();
        assertThat(closed.takesOrigin("null")).isFalse();
        assertThat(closed.takesOrigin(null)).isTrue();
    }

    private static Application shop(String yaml) {
        return ApplicationsYaml.read("applications: [%s]".formatted(yaml).getBytes(StandardCharsets.UTF_8))
                .configured("shop")
                .orElseThrow();
    }
}
