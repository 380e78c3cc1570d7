// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {

    @Test
    void withoutSettingsItIsABrokerNextDoor() {
        assertThat(KafkaSettings.from(Map.of())).isEqualTo(Map.of("bootstrap.servers", "127.0.0.1:9092"));
    }

    @Test
    void theBrokersHaveAName() {
        assertThat(KafkaSettings.from(Map.of("PLAYHEAD_KAFKA", "a:1,b:2")))
                .isEqualTo(Map.of("bootstrap.servers", "a:1,b:2"));
    }

    @Test
    void anyClientSettingCanBeMade() {
        assertThat(KafkaSettings.from(Map.of("KAFKA_SECURITY_PROTOCOL", "SASL_SSL", "HOME", "/")))
                .containsEntry("security.protocol", "SASL_SSL")
                .hasSize(2);
    }
}
