// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstallationConfigTest {

    @Test
    void defaults() {
        assertThat(InstallationConfig.from(Map.of()))
                .isEqualTo(new InstallationConfig(
                        Path.of("./data"),
                        "127.0.0.1",
                        8400,
                        8401,
                        Optional.empty(),
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(15)));
    }

    @Test
    void everySettingHasAName() {
        assertThat(InstallationConfig.from(Map.of(
                        "PLAYHEAD_DATA", "/var/playhead",
                        "PLAYHEAD_HOST", "10.0.0.1",
                        "PLAYHEAD_GATEWAY_PORT", "1",
                        "PLAYHEAD_QUERY_PORT", "2",
                        "PLAYHEAD_KAFKA", "a:1,b:2",
                        "PLAYHEAD_START_TIMEOUT", "PT1S",
                        "PLAYHEAD_DRAIN_TIMEOUT", "PT2S",
                        "PLAYHEAD_ADMIN_TIMEOUT", "PT3S")))
                .isEqualTo(new InstallationConfig(
                        Path.of("/var/playhead"),
                        "10.0.0.1",
                        1,
                        2,
                        Optional.of("a:1,b:2"),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3)));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, http://127.0.0.1:80",
        "0.0.0.0, http://127.0.0.1:80",
        "::, http://[::1]:80",
        "fe80::1, http://[fe80::1]:80",
        "replay.example, http://replay.example:80"
    })
    void aServiceIsReachableUnderItsUrl(String host, String url) {
        assertThat(InstallationConfig.from(Map.of("PLAYHEAD_HOST", host)).url("http", 80))
                .isEqualTo(url);
    }
}
