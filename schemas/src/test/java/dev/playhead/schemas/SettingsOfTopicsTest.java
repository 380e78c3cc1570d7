// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SettingsOfTopicsTest {

    @Test
    void defaults() {
        assertThat(TopicLayout.from(Map.of())).isEqualTo(new TopicLayout(OptionalInt.empty(), OptionalInt.empty()));
        assertThat(RegistryConfig.from(Map.of()))
                .isEqualTo(new RegistryConfig(Optional.empty(), Optional.empty(), Duration.ofSeconds(5)));
        assertThat(RegistryConfig.from(Map.of()).registry()).isInstanceOf(BundledSchemas.class);
        assertThat(Topics.from(Map.of()).segments().name()).isEqualTo("playhead.segments.v1");
    }

    @Test
    void everySettingHasAName() {
        assertThat(TopicLayout.from(Map.of("PLAYHEAD_PARTITIONS", "12", "PLAYHEAD_REPLICATION", "3")))
                .isEqualTo(new TopicLayout(OptionalInt.of(12), OptionalInt.of(3)));
        RegistryConfig registry = RegistryConfig.from(Map.of(
                "SCHEMA_REGISTRY_URL", "https://registry.example/apis/ccompat/v7/",
                "SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO", "me:secret",
                "SCHEMA_REGISTRY_TIMEOUT", "PT9S"));
        assertThat(registry)
                .isEqualTo(new RegistryConfig(
                        Optional.of(URI.create("https://registry.example/apis/ccompat/v7")),
                        Optional.of("me:secret"),
                        Duration.ofSeconds(9)));
        assertThat(registry.registry()).isInstanceOf(RemoteRegistry.class);
        assertThat(Topics.from(Map.of("PLAYHEAD_TOPIC_PREFIX", "acme.")).all())
                .allSatisfy(topic -> assertThat(topic.name()).startsWith("acme."));
    }

    @Test
    void theSecretIsNotPrinted() {
        assertThat(RegistryConfig.from(Map.of("SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO", "me:secret")))
                .asString()
                .doesNotContain("secret");
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> TopicLayout.from(Map.of("PLAYHEAD_PARTITIONS", "0", "PLAYHEAD_REPLICATION", "x")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PLAYHEAD_PARTITIONS=0")
                .hasMessageContaining("PLAYHEAD_REPLICATION=x");
        for (String url : new String[] {"registry:8081", "ftp://registry", "http://", "::"}) {
            assertThatThrownBy(() -> RegistryConfig.from(Map.of("SCHEMA_REGISTRY_URL", url)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("SCHEMA_REGISTRY_URL=" + url);
        }
    }
}
