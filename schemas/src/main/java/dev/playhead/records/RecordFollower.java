// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.records;

import dev.playhead.schemas.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic of one partition from its beginning and follows it, in no group, so that each process has all of it.
 * For one thread.
 */
public final class RecordFollower<V extends SpecificRecord> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecordFollower.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Topic<V> topic;
    private final TopicPartition partition;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Consumer<V> taker;

    /**
     * @param kafka properties of a client
     * @param taker gets each value in the order of the topic; tombstones and what cannot be read are passed over
     */
    public RecordFollower(Map<String, String> kafka, Topic<V> topic, Consumer<V> taker) {
        this.topic = topic;
        this.partition = new TopicPartition(topic.name(), 0);
        this.taker = taker;
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    /**
     * Takes everything that the topic has now.
     *
     * @throws org.apache.kafka.common.KafkaException if the cluster refuses or does not answer in time
     */
    public void readToEnd(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        long end = consumer.endOffsets(List.of(partition), timeout).getOrDefault(partition, 0L);
        while (consumer.position(partition, timeout) < end) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("%s was not read within %d s".formatted(topic.name(), timeout.toSeconds()));
            }
            poll(POLL);
        }
    }

    /**
     * Waits for news and takes them.
     *
     * @throws org.apache.kafka.common.KafkaException if the cluster refuses, or {@link #wakeUp} was called
     */
    public void poll(Duration wait) {
        consumer.poll(wait).forEach(this::take);
    }

    /** Ends a call that waits, or the next one, with an exception. From any thread. */
    public void wakeUp() {
        consumer.wakeup();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        V value;
        try {
            value = topic.valueSerde().deserializer().deserialize(topic.name(), record.value());
        } catch (SerializationException e) {
            LOG.warn("Not a record of this topic, skipped. topic={} offset={}", topic.name(), record.offset());
            return;
        }
        if (value != null) {
            taker.accept(value);
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
