// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class TopicSettingsTest {

    @Test
    void aRecordIsKeptUntilTheNewestOfItsFileIsOldEnough() {
        assertThat(settings("delete", "2592000000").kept())
                .contains(Duration.ofDays(37).plusMinutes(1));
        assertThat(settings("compact,delete", "1000").kept())
                .contains(Duration.ofDays(7).plusMinutes(1).plusSeconds(1));
    }

    @Test
    void whereAgeDeletesNothingARecordIsKeptForEver() {
        assertThat(settings("compact", "1000").kept()).isEmpty();
        assertThat(settings("delete", "-1").kept()).isEmpty();
        assertThat(settings("delete", Long.toString(Long.MAX_VALUE)).kept()).isEmpty();
    }

    @Test
    void whatTheClusterDoesNotSayIsNotMadeUp() {
        assertThatThrownBy(() -> settings("delete", "soon").kept())
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("retention.ms");
        assertThatThrownBy(() -> settings("delete", "1").number("max.message.bytes"))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("max.message.bytes");
    }

    private static TopicSettings settings(String policy, String retentionMs) {
        return new TopicSettings(new Config(List.of(
                new ConfigEntry("cleanup.policy", policy),
                new ConfigEntry("retention.ms", retentionMs),
                new ConfigEntry("segment.ms", "604800000"),
                new ConfigEntry("file.delete.delay.ms", "60000"))));
    }
}
