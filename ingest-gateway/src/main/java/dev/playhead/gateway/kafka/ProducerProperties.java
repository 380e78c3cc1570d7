// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.kafka;

import dev.playhead.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The producer's settings in layers: ours, over them the operator's {@code KAFKA_*}, over them what a 202 promises. */
public final class ProducerProperties {

    private static final int BATCH_BYTES = 64 << 10;

    /** A broker that acknowledges within 50 ms gets 480 MB/s out of it; what has no room here waits as a body. */
    private static final long BUFFER_BYTES = 24L << 20;

    private static final Duration LINGER = Duration.ofMillis(5);
    private static final Duration MAX_BLOCK = Duration.ofSeconds(2);

    private ProducerProperties() {}

    public static Map<String, Object> of(LogSettings settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "playhead-gateway");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, LINGER.toMillis());
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis());
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none"); // bodies are deflated already
        properties.putAll(settings.clientProperties());

        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_REQUEST_BYTES);
        properties.put(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Math.toIntExact(settings.ackTimeout().toMillis()));
        // Half, so that a broker that falls silent leaves time for a second try.
        properties.put(
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.toIntExact(settings.ackTimeout().toMillis() / 2));
        return properties;
    }
}
