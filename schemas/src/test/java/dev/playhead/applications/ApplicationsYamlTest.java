// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.applications.DropRule.Field;
import dev.playhead.schemas.v1.SourceFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                    retention: P7DT1H
                    assetOrigins: [https://cdn.Shop.example, "http://*.shop.example:8080"]
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
                                6L)),
                        Duration.ofDays(7).plusHours(1),
                        List.of(
                                new OriginPattern("https://cdn.shop.example"),
                                new OriginPattern("http://*.shop.example:8080"))));
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
    void withoutThemTheInstallationsRetentionHoldsAndNothingIsLoaded() {
        Applications applications = read("applications: [{id: shop}, {id: blog, retention: P1D}]");
        assertThat(applications.retentionOf("blog")).hasValue(Duration.ofDays(1));
        assertThat(applications.retentionOf("shop")).isEmpty();
        assertThat(applications.retentionOf("unheard-of")).isEmpty();
        assertThat(applications.assetOriginsOf("shop")).isEmpty();
        assertThat(applications.assetOriginsOf("unheard-of")).isEmpty();
    }

    @Test
    void aRetentionIsPositiveAndNoLongerThanReplaysAreKept() {
        Duration kept = Duration.ofDays(30);
        byte[] longest = "applications: [{id: shop, retention: P30D}]".getBytes(StandardCharsets.UTF_8);
        assertThat(ApplicationsYaml.read(longest, kept).retentionOf("shop")).hasValue(kept);
        assertThatThrownBy(() -> ApplicationsYaml.read(longest, kept.minusMillis(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("application shop: retention P30D is longer than the PT719H59M59.999S that replays are kept"
                        + " here");
        assertThatThrownBy(() -> read("applications: [{id: shop, retention: PT0S}, {id: blog, retention: -P1D},"
                        + " {id: news, retention: 30d}, {id: mail, retention: PT0.0009S}]"))
                .hasMessage("application shop: retention PT0S is less than a millisecond"
                        + "; application blog: retention -P1D is less than a millisecond"
                        + "; application news: retention 30d is no duration such as P7D or PT12H"
                        + "; application mail: retention PT0.0009S is less than a millisecond");
    }

    @ParameterizedTest
    @ValueSource(strings = {"capacitor://localhost", "null", "http://[::1]:8080", "https://a_b.example"})
    void anAssetOriginIsOneThatAPolicyCanName(String origin) {
        assertThatThrownBy(() -> read("applications: [{id: shop, assetOrigins: ['%s']}]".formatted(origin)))
                .hasMessageContaining("application shop: assets are loaded by http or https")
                .hasMessageContaining(origin);
    }

    @Test
    void oneReadingShowsEveryMistake() {
        assertThatThrownBy(() -> read("""
                        applications:
                          - id: a:b
                          - {id: shop, origins: [shop.example], retention: soon, assetOrigins: [https://cdn.example/a]}
                          - {id: shop, tokens: {datadog: [t], datalog: [u]}}
                          - {id: other, tokens: {datadog: [t]}, drop: [{name: all}, {env: [x]}]}
                        drop: [{name: all, env: [y]}]
                        """))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("an application has no id")
                .hasMessageContaining("application shop: not an origin such as https://shop.example or "
                        + "https://*.shop.example: shop.example")
                .hasMessageContaining("application shop: retention soon is no duration")
                .hasMessageContaining("https://*.shop.example: https://cdn.example/a")
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
        assertThatThrownBy(() -> read("applications:\n  - id: shop\n    assetOrigins:\n      -\n"))
                .hasMessageContaining("line 4")
                .hasMessageContaining("assetOrigins");
        assertThatThrownBy(() -> read("applications: [~]")).hasMessageContaining("applications");
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
