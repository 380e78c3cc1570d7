// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.config;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How every client reaches Kafka: {@code PLAYHEAD_KAFKA} names the brokers, and any {@code KAFKA_X_Y} sets {@code x.y}
 * on all clients (SASL, TLS), without this code knowing it.
 */
public final class KafkaSettings {

    private static final String PREFIX = "KAFKA_";
    private static final String DEFAULT_BOOTSTRAP = "127.0.0.1:9092";

    private KafkaSettings() {}

    /** Client properties; {@code bootstrap.servers} is always there. */
    public static Map<String, String> from(Map<String, String> environment) {
        Map<String, String> properties = environment.entrySet().stream()
                .filter(setting -> setting.getKey().startsWith(PREFIX))
                .collect(Collectors.toMap(
                        setting -> setting.getKey()
                                .substring(PREFIX.length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'),
                        Map.Entry::getValue));
        properties.putIfAbsent("bootstrap.servers", environment.getOrDefault("PLAYHEAD_KAFKA", DEFAULT_BOOTSTRAP));
        return Map.copyOf(properties);
    }
}
