// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.kafka;

import java.time.Duration;
import java.util.Map;

/**
 * How the gateway reaches Kafka.
 *
 * @param clientProperties of every Kafka client; may hold secrets
 * @param ackTimeout how long one record is tried
 * @param startTimeout how long the start waits for the brokers and the topics
 */
public record LogSettings(Map<String, String> clientProperties, Duration ackTimeout, Duration startTimeout) {

    public LogSettings {
        clientProperties = Map.copyOf(clientProperties);
    }

    /** For people, in messages. */
    public String brokers() {
        return clientProperties.getOrDefault("bootstrap.servers", "");
    }

    @Override
    public String toString() {
        return "LogSettings[brokers=%s, ackTimeout=%s, startTimeout=%s]".formatted(brokers(), ackTimeout, startTimeout);
    }
}
