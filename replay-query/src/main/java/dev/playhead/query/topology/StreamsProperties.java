// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.topology;

import dev.playhead.generations.Generations;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.Topics;
import dev.playhead.schemas.v1.DeadLetter;
import dev.playhead.streams.RocksMemory;
import dev.playhead.streams.StreamsApplication;
import dev.playhead.streams.UnreadableRecords;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.streams.StreamsConfig;

/** The Streams configuration of the views' application. The operator's {@code KAFKA_X_Y} settings win over it. */
public final class StreamsProperties {

    /** Id of the first generation's application, and with it the prefix of every internal topic. */
    public static final String APPLICATION = Generations.QUERY;

    private StreamsProperties() {}

    /**
     * @param topics of the generation that the application works for
     * @param server {@code host:port} where the other instances reach this one
     */
    public static Properties of(
            StreamsSettings settings, RocksMemory memory, Topics topics, String server, MeterRegistry metrics) {
        Properties properties = new StreamsApplication(
                        Generations.applicationId(APPLICATION, topics.generation()),
                        settings.directory(),
                        StreamsConfig.AT_LEAST_ONCE,
                        settings.threads(),
                        settings.commitInterval(),
                        settings.instance(),
                        settings.sessionTimeout())
                .properties(memory, unreadable(topics.deadLetters(), metrics));
        properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, server);
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbys());
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, CompressedRocksDb.class);
        properties.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        properties.putAll(settings.kafka());
        return properties;
    }

    private static UnreadableRecords.Destination unreadable(Topic<DeadLetter> deadLetters, MeterRegistry metrics) {
        Counter rejected = Counter.builder("playhead.query.records.rejected")
                .description("Records of the source topics that could not be read")
                .tag("reason", UnreadableRecords.REASON.label())
                .register(metrics);
        return new UnreadableRecords.Destination(deadLetters, rejected::increment);
    }
}
