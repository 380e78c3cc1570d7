// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Streams' clients as they always are, whose consumers tell after each poll how much their partitions have left: a
 * processor cannot ask its consumer. Safe for many threads.
 *
 * <p>With {@code group.protocol=streams} Streams makes its consumers by itself, and nothing is known here.
 */
final class ConsumerBacklog implements KafkaClientSupplier, Backlog {

    /** Of a partition that is being read; what is left of it is not known before the first answer. */
    private static final long SOMETHING = 1;

    private final Map<TopicPartition, Long> recordsLeft = new ConcurrentHashMap<>();

    @Override
    public boolean hasRecordsLeft(String topic, int partition) {
        return recordsLeft.getOrDefault(new TopicPartition(topic, partition), 0L) > 0;
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new TellingConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    private final class TellingConsumer extends KafkaConsumer<byte[], byte[]> {

        private final Set<TopicPartition> told = new HashSet<>();

        TellingConsumer(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
            Set<TopicPartition> assigned = assignment();
            told.stream().filter(partition -> !assigned.contains(partition)).forEach(recordsLeft::remove);
            assigned.forEach(partition ->
                    recordsLeft.put(partition, currentLag(partition).orElse(SOMETHING)));
            told.clear();
            told.addAll(assigned);
            return records;
        }
    }
}
