// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.streams;

import dev.playhead.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * One instance of a Kafka Streams application, in what all of ours have in common.
 *
 * @param id the application's, and with it the prefix of every internal topic
 * @param stateDir where the stores are kept
 * @param guarantee as Streams names it
 * @param threads stream threads of this instance
 * @param commitInterval at most so long until what was processed is committed
 * @param instanceId names this instance in its group, so that it finds its stores again after a restart; unique, or
 *     empty for none
 * @param sessionTimeout after which an instance that is gone is missed
 */
public record StreamsApplication(
        String id,
        Path stateDir,
        String guarantee,
        int threads,
        Duration commitInterval,
        String instanceId,
        Duration sessionTimeout) {

    /** Records are up to 4 MiB and references 40 KB: the default of 1 000 a partition would be too much heap. */
    private static final int BUFFERED_RECORDS_PER_PARTITION = 64;

    /**
     * What Kafka 5 does anyway; until then each start warns where it is not set. Its constant is deprecated already.
     */
    private static final String HANDLE_GLOBAL_EXCEPTIONS = "processing.exception.handler.global.enabled";

    private static final int HEARTBEATS_PER_SESSION_TIMEOUT = 3;

    /** The application in the words of Kafka Streams. What is its own alone, and the operator's, is put over these. */
    public Properties properties(RocksMemory memory, UnreadableRecords.Destination unreadable) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, id);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, guarantee);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_RECORDS_PER_PARTITION);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, UnreadableRecords.class);
        properties.put(UnreadableRecords.DESTINATION, unreadable);
        properties.put(HANDLE_GLOBAL_EXCEPTIONS, true);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        properties.put(BoundedRocksDb.MEMORY, memory);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), Topics.MAX_RECORD_BYTES);
        // exactly-once implies it; the other guarantee must not read what a transaction never committed either
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        addMembership(properties);
        return properties;
    }

    private void addMembership(Properties properties) {
        int sessionTimeoutMs = (int) sessionTimeout.toMillis();
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), sessionTimeoutMs);
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                sessionTimeoutMs / HEARTBEATS_PER_SESSION_TIMEOUT);
        if (!instanceId.isEmpty()) {
            properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instanceId);
        }
    }
}
