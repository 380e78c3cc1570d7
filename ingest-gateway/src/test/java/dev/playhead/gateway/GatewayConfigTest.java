// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.formats.body.BodyLimits;
import dev.playhead.gateway.access.AccessSettings;
import dev.playhead.gateway.client.ClientSettings;
import dev.playhead.gateway.http.HttpSettings;
import dev.playhead.gateway.http.Network;
import dev.playhead.gateway.intake.IntakeLimits;
import dev.playhead.gateway.intake.Patience;
import dev.playhead.gateway.kafka.LogSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayConfigTest {

    @Test
    void defaults() {
        assertThat(GatewayConfig.from(Map.of()))
                .isEqualTo(new GatewayConfig(
                        new HttpSettings(
                                "127.0.0.1",
                                8400,
                                Set.of(),
                                Optional.empty(),
                                false,
                                32 << 20,
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(75),
                                Duration.ofSeconds(5),
                                Set.of()),
                        new AccessSettings(Optional.empty(), true, Duration.ofSeconds(5), 100_000),
                        new IntakeLimits(
                                new BodyLimits(128 << 20, 250, 512),
                                new BodyLimits(8 << 20, 250, 512),
                                20,
                                64 << 10,
                                1_000,
                                100,
                                3 << 20),
                        new GatewayConfig.Memory(24 << 20, 40 << 20, 24),
                        new Patience(Duration.ofSeconds(10), Duration.ofSeconds(30)),
                        new ClientSettings(Optional.empty(), 10_000, 512),
                        new LogSettings(
                                Map.of("bootstrap.servers", "127.0.0.1:9092"),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(30)),
                        Math.max(2, Runtime.getRuntime().availableProcessors()),
                        256));
    }

    @Test
    void everySettingHasAName(@TempDir Path directory) throws IOException {
        Path countries = Files.createFile(directory.resolve("countries.mmdb"));
        assertThat(GatewayConfig.from(Map.ofEntries(
                        Map.entry("PLAYHEAD_HOST", "0.0.0.0"),
                        Map.entry("PLAYHEAD_GATEWAY_PORT", "0"),
                        Map.entry("PLAYHEAD_GATEWAY_ALLOWED_HOSTS", "replay.example, intake.example"),
                        Map.entry("PLAYHEAD_GATEWAY_TLS_CERTIFICATE", "tls.crt"),
                        Map.entry("PLAYHEAD_GATEWAY_TLS_KEY", "tls.key"),
                        Map.entry("PLAYHEAD_GATEWAY_ACCESS_LOG", "true"),
                        Map.entry("PLAYHEAD_APPLICATIONS", "applications.yaml"),
                        Map.entry("PLAYHEAD_GATEWAY_OPEN", "true"),
                        Map.entry("PLAYHEAD_GATEWAY_RELOAD_INTERVAL", "PT6S"),
                        Map.entry("PLAYHEAD_GATEWAY_LIMITED_SOURCES", "9"),
                        Map.entry("PLAYHEAD_GATEWAY_SMALL_BODIES_BYTES", "1048577"),
                        Map.entry("PLAYHEAD_GATEWAY_LARGE_BODIES_BYTES", "1048578"),
                        Map.entry("PLAYHEAD_GATEWAY_ROOM_WAIT", "PT7S"),
                        Map.entry("PLAYHEAD_GATEWAY_HOLD", "PT8S"),
                        Map.entry("PLAYHEAD_GATEWAY_MAX_BODY_BYTES", "2048"),
                        Map.entry("PLAYHEAD_GATEWAY_BODY_TIMEOUT", "PT1S"),
                        Map.entry("PLAYHEAD_GATEWAY_IDLE_TIMEOUT", "PT2S"),
                        Map.entry("PLAYHEAD_GATEWAY_RETRY_AFTER", "PT3S"),
                        Map.entry("PLAYHEAD_GATEWAY_TRUSTED_PROXIES", "10.0.0.0/8, 2001:db8::1"),
                        Map.entry("PLAYHEAD_GATEWAY_COUNTRY_DATABASE", countries.toString()),
                        Map.entry("PLAYHEAD_GATEWAY_MAX_USER_AGENTS", "60"),
                        Map.entry("PLAYHEAD_GATEWAY_MAX_USER_AGENT_CHARS", "70"),
                        Map.entry("PLAYHEAD_GATEWAY_MAX_INFLATED_BYTES", "4096"),
                        Map.entry("PLAYHEAD_GATEWAY_MAX_RUM_BYTES", "8192"),
                        Map.entry("PLAYHEAD_GATEWAY_MAX_RATIO", "10"),
                        Map.entry("PLAYHEAD_GATEWAY_MAX_DEPTH", "20"),
                        Map.entry("PLAYHEAD_GATEWAY_MAX_FORM_PARTS", "30"),
                        Map.entry("PLAYHEAD_GATEWAY_MAX_FIELD_BYTES", "1024"),
                        Map.entry("PLAYHEAD_GATEWAY_MAX_SESSIONS", "40"),
                        Map.entry("PLAYHEAD_GATEWAY_MAX_DEAD_LETTERS", "50"),
                        Map.entry("PLAYHEAD_GATEWAY_RECORD_BYTES", "1025"),
                        Map.entry("PLAYHEAD_GATEWAY_ACK_TIMEOUT", "PT4S"),
                        Map.entry("PLAYHEAD_GATEWAY_START_TIMEOUT", "PT5S"),
                        Map.entry("PLAYHEAD_GATEWAY_WORKERS", "6"),
                        Map.entry("PLAYHEAD_GATEWAY_MAX_WAITING", "7"),
                        Map.entry("PLAYHEAD_GATEWAY_WAITING_BODIES", "8"),
                        Map.entry("PLAYHEAD_KAFKA", "kafka:9093"),
                        Map.entry("KAFKA_SECURITY_PROTOCOL", "SSL"))))
                .isEqualTo(new GatewayConfig(
                        new HttpSettings(
                                "0.0.0.0",
                                0,
                                Set.of("replay.example", "intake.example"),
                                Optional.of(new HttpSettings.Tls(Path.of("tls.crt"), Path.of("tls.key"))),
                                true,
                                2048,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(3),
                                Set.of(Network.parse("10.0.0.0/8"), Network.parse("2001:db8::1/128"))),
                        new AccessSettings(Optional.of(Path.of("applications.yaml")), true, Duration.ofSeconds(6), 9),
                        new IntakeLimits(
                                new BodyLimits(4096, 10, 20), new BodyLimits(8192, 10, 20), 30, 1024, 40, 50, 1025),
                        new GatewayConfig.Memory(1048577, 1048578, 8),
                        new Patience(Duration.ofSeconds(7), Duration.ofSeconds(8)),
                        new ClientSettings(Optional.of(countries), 60, 70),
                        new LogSettings(
                                Map.of("bootstrap.servers", "kafka:9093", "security.protocol", "SSL"),
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(5)),
                        6,
                        7));
    }

    @Test
    void oneStartShowsEveryMistake() {
        assertThatThrownBy(() -> GatewayConfig.from(Map.of(
                        "PLAYHEAD_GATEWAY_PORT", "http",
                        "PLAYHEAD_GATEWAY_ACK_TIMEOUT", "10s",
                        "PLAYHEAD_GATEWAY_TRUSTED_PROXIES", "10.0.0.1, proxy.example",
                        "PLAYHEAD_GATEWAY_COUNTRY_DATABASE", "/nowhere.mmdb")))
                .hasMessageContaining("PLAYHEAD_GATEWAY_PORT=http")
                .hasMessageContaining("PLAYHEAD_GATEWAY_ACK_TIMEOUT=10s")
                .hasMessageContaining("proxy.example is neither an address nor address/prefix")
                .hasMessageContaining("PLAYHEAD_GATEWAY_COUNTRY_DATABASE=/nowhere.mmdb (not a file that can be read)");
    }

    @Test
    void openToTheWorldOnlyWhenAskedForByName() {
        for (Map<String, String> closed : List.of(
                Map.of("PLAYHEAD_HOST", "0.0.0.0"),
                Map.of("PLAYHEAD_GATEWAY_OPEN", "false"),
                Map.of("PLAYHEAD_HOST", "0.0.0.0", "PLAYHEAD_GATEWAY_OPEN", "false"))) {
            assertThatThrownBy(() -> GatewayConfig.from(closed)).hasMessageContaining("PLAYHEAD_APPLICATIONS");
        }
        assertThat(GatewayConfig.from(Map.of("PLAYHEAD_HOST", "::1")).access().open())
                .isTrue();
        assertThat(GatewayConfig.from(Map.of("PLAYHEAD_HOST", "0.0.0.0", "PLAYHEAD_GATEWAY_OPEN", "true"))
                        .access()
                        .open())
                .isTrue();
        assertThat(GatewayConfig.from(Map.of("PLAYHEAD_APPLICATIONS", "a.yaml"))
                        .access()
                        .open())
                .isFalse();
    }

    @Test
    void aCertificateNeedsItsKey() {
        assertThatThrownBy(() -> GatewayConfig.from(Map.of("PLAYHEAD_GATEWAY_TLS_CERTIFICATE", "tls.crt")))
                .hasMessageContaining("PLAYHEAD_GATEWAY_TLS_KEY");
    }

    @Test
    void thereIsRoomForOneLargestBody() {
        assertThatThrownBy(() -> GatewayConfig.from(Map.of("PLAYHEAD_GATEWAY_LARGE_BODIES_BYTES", "33554431")))
                .hasMessageContaining("PLAYHEAD_GATEWAY_LARGE_BODIES_BYTES=33554431");
    }

    @Test
    void printsNoSecret() {
        GatewayConfig config = GatewayConfig.from(Map.of("KAFKA_SASL_JAAS_CONFIG", "password=\"hush\""));
        assertThat(config.toString()).contains("127.0.0.1:9092").doesNotContain("hush");
    }
}
