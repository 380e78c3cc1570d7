// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.applications.DropRule.Field;
import dev.playhead.schemas.v1.SourceFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApplicationsYamlTest {

    @Test
    void everyFieldIsRead() {
        Applications applications = read("""
                applications:
                  - id: shop
                    tokens:
                      datadog: [pub1, pub2]
                      posthog: [phc_1]
                    origins: [https://Shop.example, "https://*.shop.example"]
                    limits: {requestsPerSecond: 1, bytesPerSecond: 2, sessionRequestsPerSecond: 3, sessionBytesPerSecond: 4}
                    drop:
                      - name: probes
                        app: [shop]
                        service: [probe]
                        version: ["!v1"]
                        env: [staging]
                        sdk: [df_web_rum_sdk]
                        source: [browser]
                        hasFullSnapshot: true
                        rawSegmentSize: {min: 5, max: 6}
                """);
        assertThat(applications.configured("shop"))
                .hasValue(new Application(
                        "shop",
                        Map.of(SourceFormat.DATADOG, Set.of("pub1", "pub2"), SourceFormat.POSTHOG, Set.of("phc_1")),
                        List.of(new OriginPattern("https://shop.example"), new OriginPattern("https://*.shop.example")),
                        new RateLimits(1L, 2L, 3L, 4L),
                        List.of(new DropRule(
                                "probes",
                                Map.of(
                                        Field.APP, List.of("shop"),
                                        Field.SERVICE, List.of("probe"),
                                        Field.VERSION, List.of("!v1"),
                                        Field.ENV, List.of("staging"),
                                        Field.SDK, List.of("df_web_rum_sdk"),
                                        Field.SOURCE, List.of("browser")),
                                true,
                                5L,
                                6L))));
    }

    @Test
    void whatAnApplicationDoesNotStateHoldsForAll() {
        Applications applications = read("""
                applications:
                  - id: own
                    limits: {requestsPerSecond: 7}
                    drop: [{name: mine, env: [dev]}]
                  - id: general
                limits: {requestsPerSecond: 9}
                drop: [{name: ours, app: [own], env: [test]}]
                """);
        assertThat(applications.limitsOf("own").requestsPerSecond()).isEqualTo(7);
        assertThat(applications.dropRulesOf("own").stream().map(DropRule::name)).containsExactly("ours", "mine");
        assertThat(applications.limitsOf("general").requestsPerSecond()).isEqualTo(9);
        assertThat(applications.configured("unheard-of")).isEmpty();
        assertThat(applications.limitsOf("unheard-of").requestsPerSecond()).isEqualTo(9);
        assertThat(applications.dropRulesOf("unheard-of").stream().map(DropRule::name))
                .containsExactly("ours");
    }

    @Test
    void oneReadingShowsEveryMistake() {
        assertThatThrownBy(() -> read("""
                        applications:
                          - id: a:b
                          - {id: shop, origins: [shop.example]}
                          - {id: shop, tokens: {datadog: [t], datalog: [u]}}
                          - {id: other, tokens: {datadog: [t]}, drop: [{name: all}, {env: [x]}]}
                        drop: [{name: all, env: [y]}]
                        """))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("an application has no id")
                .hasMessageContaining("application shop: not an origin")
                .hasMessageContaining("application shop is there twice")
                .hasMessageContaining("application shop: tokens of datalog")
                .hasMessageContaining("application other: a token of datadog is there twice")
                .hasMessageContaining("other: drop rule all is there twice")
                .hasMessageContaining("other: drop rule all has no condition")
                .hasMessageContaining("other: a drop rule has no name");
    }

    @Test
    void whatIsNoSuchFileIsToldWithItsPlace() {
        assertThatThrownBy(() -> read("applications:\n  - {id: shop, origin: [x]}\n"))
                .hasMessageContaining("line 2")
                .hasMessageContaining("origin");
        assertThatThrownBy(() -> read("applications:\n  - id: [shop\n")).hasMessageContaining("line ");
        assertThatThrownBy(() -> read("applications: []\napplications: []\n")).hasMessageContaining("uplicate");
        assertThatThrownBy(() -> read("applications:\n  - {id: shop, limits: {requestsPerSecond: 0}}\n"))
                .hasMessageContaining("requestsPerSecond is less than 1");
        assertThatThrownBy(() -> read("applications:\n  - {id: shop, limits: {bytesPerSecond: 1000000001}}\n"))
                .hasMessageContaining("bytesPerSecond is more than 1000000000");
        assertThatThrownBy(() -> read("shop: {}")).hasMessageContaining("shop");
        assertThatThrownBy(() -> read("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> read("limits: {}")).hasMessageContaining("no list named applications");
    }

    @Test
    void aTokenTellsWhoseTrafficItIs() {
        Applications applications = read("""
                applications:
                  - {id: shop, tokens: {datadog: [pub1]}, origins: [https://shop.example]}
                  - {id: blog, tokens: {datadog: []}}
                """);
        assertThat(applications.ofToken(SourceFormat.DATADOG, "pub1").map(Application::id))
                .hasValue("shop");
        assertThat(applications.anyTakesToken(SourceFormat.DATADOG, "pub1")).isTrue();
        assertThat(applications.anyTakesToken(SourceFormat.DATADOG, "pub2")).isFalse();
        assertThat(applications.anyTakesToken(SourceFormat.DATADOG, null)).isFalse();
        assertThat(applications.anyTakesToken(SourceFormat.GUANCE, null)).isTrue();
        assertThat(applications.anyTakesOrigin(SourceFormat.DATADOG, "pub1", "https://shop.example"))
                .isTrue();
        assertThat(applications.anyTakesOrigin(SourceFormat.DATADOG, "pub1", "https://evil.example"))
                .isFalse();
        assertThat(applications.anyTakesOrigin(SourceFormat.GUANCE, null, "https://evil.example"))
                .isTrue(); // blog's
    }

    private static Applications read(String yaml) {
        return ApplicationsYaml.read(yaml.getBytes(StandardCharsets.UTF_8));
    }
}
