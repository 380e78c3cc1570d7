// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.generations.Generations;
import dev.playhead.streams.RocksMemory;
import dev.playhead.streams.StreamsApplication;
import dev.playhead.streams.UnreadableRecords;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Settings in the words of Kafka Streams. The operator's {@code KAFKA_X_Y} win over everything else. */
final class StreamProperties {

    static final String APPLICATION_ID = Generations.PROCESSOR;

    private StreamProperties() {}

    /** @param generation which the application works for */
    static Properties of(
            StreamSettings settings, int generation, RocksMemory memory, UnreadableRecords.Destination unreadable) {
        Properties properties = new StreamsApplication(
                        Generations.applicationId(APPLICATION_ID, generation),
                        settings.stateDir(),
                        settings.guarantee().label(),
                        settings.threads(),
                        settings.commitInterval(),
                        settings.instanceId(),
                        settings.sessionTimeout())
                .properties(memory, unreadable);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "zstd");
        properties.putAll(settings.kafka());
        return properties;
    }
}
