// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.schemas.Topics;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Settings in the words of Kafka Streams. */
final class StreamProperties {

    static final String APPLICATION_ID = "playhead-processor";

    /** 4 MiB records: the default of 1 000 a partition would be gigabytes of heap. */
    private static final int BUFFERED_RECORDS_PER_PARTITION = 64;

    /**
     * What Kafka 5 does anyway; until then each start warns where it is not set. Its constant is deprecated already.
     */
    private static final String HANDLE_GLOBAL_EXCEPTIONS = "processing.exception.handler.global.enabled";

    private static final int HEARTBEATS_PER_SESSION_TIMEOUT = 3;

    private StreamProperties() {}

    static Properties of(StreamSettings settings, RocksMemory memory, UnreadableRecords.Destination unreadable) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                settings.commitInterval().toMillis());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, settings.processingGuarantee());
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_RECORDS_PER_PARTITION);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, UnreadableRecords.class);
        properties.put(UnreadableRecords.DESTINATION, unreadable);
        properties.put(HANDLE_GLOBAL_EXCEPTIONS, true);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        properties.put(BoundedRocksDb.MEMORY, memory);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), Topics.MAX_RECORD_BYTES);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "zstd");
        // exactly-once implies it; the other guarantee must not read what the gateway never acknowledged either
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        addMembership(properties, settings);
        properties.putAll(settings.kafka());
        return properties;
    }

    private static void addMembership(Properties properties, StreamSettings settings) {
        long sessionTimeoutMs = settings.sessionTimeout().toMillis();
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), settings.instanceId());
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), (int) sessionTimeoutMs);
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), (int)
                (sessionTimeoutMs / HEARTBEATS_PER_SESSION_TIMEOUT));
    }
}
