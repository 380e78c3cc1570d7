// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.generations;

import dev.playhead.schemas.Topic;
import dev.playhead.schemas.v1.Generation;
import dev.playhead.schemas.v1.GenerationState;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
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

/** Reads what is decided about generations, from the beginning on and in no group. For one thread. */
public final class GenerationLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GenerationLog.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Topic<Generation> topic;
    private final TopicPartition partition;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final NavigableMap<Integer, GenerationState> states = new TreeMap<>(Generations.INITIAL.states());

    /** @param kafka properties of a client */
    public GenerationLog(Map<String, String> kafka, Topic<Generation> topic) {
        this.topic = topic;
        this.partition = new TopicPartition(topic.name(), 0);
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
     * What is decided up to now.
     *
     * @throws org.apache.kafka.common.KafkaException if the cluster refuses or does not answer in time
     */
    public Generations readToEnd(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        long end = consumer.endOffsets(List.of(partition), timeout).getOrDefault(partition, 0L);
        while (consumer.position(partition, timeout) < end) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("%s was not read within %d s".formatted(topic.name(), timeout.toSeconds()));
            }
            consumer.poll(POLL).forEach(this::take);
        }
        return new Generations(states);
    }

    /**
     * What is decided as far as it is known, after waiting for news.
     *
     * @throws org.apache.kafka.common.KafkaException if the cluster refuses, or {@link #wakeUp} was called
     */
    public Generations poll(Duration wait) {
        consumer.poll(wait).forEach(this::take);
        return new Generations(states);
    }

    /** Ends a call that waits, or the next one, with an exception. From any thread. */
    public void wakeUp() {
        consumer.wakeup();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            Generation decided = topic.valueSerde().deserializer().deserialize(topic.name(), record.value());
            if (decided != null && decided.getState() != GenerationState.UNKNOWN) {
                states.put(decided.getNumber(), decided.getState());
            }
        } catch (SerializationException e) {
            LOG.warn("Not a decision about a generation, skipped. topic={} offset={}", topic.name(), record.offset());
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
