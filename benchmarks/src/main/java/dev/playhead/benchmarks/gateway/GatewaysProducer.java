// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.gateway;

import dev.playhead.gateway.GatewayConfig;
import dev.playhead.gateway.kafka.ProducerProperties;
import java.util.HashMap;
import java.util.Map;

/** The settings of the gateway's own producer, which every side that writes to Kafka uses. */
final class GatewaysProducer {

    private GatewaysProducer() {}

    static Map<String, Object> settings(String brokers) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYHEAD_KAFKA", brokers);
        return ProducerProperties.of(GatewayConfig.from(environment).log());
    }
}
