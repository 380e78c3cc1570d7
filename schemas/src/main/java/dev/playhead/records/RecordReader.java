// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.records;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads committed records as they are, in no group: nobody else notices. For one thread. */
public final class RecordReader implements AutoCloseable {

    /** A record that is looked up has rarely anything to do with the next one; one record always comes. */
    private static final int FETCH_BYTES = 64 << 10;

    private final Duration timeout;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Extent> extents = new HashMap<>();

    /** @param endOffset of the record that would come next */
    private record Extent(long startOffset, long endOffset) {

        static final Extent NONE = new Extent(0, 0);

        boolean holds(long offset) {
            return offset >= startOffset && offset < endOffset;
        }
    }

    /**
     * @param kafka properties of a client
     * @param timeout how long the cluster may be silent
     */
    public RecordReader(Map<String, String> kafka, Duration timeout) {
        this.timeout = timeout;
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(timeout.toMillis()));
        properties.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Reads a topic from its beginning to where it ends now, one partition after the other.
     *
     * @throws org.apache.kafka.common.KafkaException if the cluster refuses or falls silent
     */
    public void readAll(String topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        for (TopicPartition partition : partitions(topic)) {
            long end = extentNow(partition).endOffset();
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            readTo(partition, end, each);
        }
    }

    private void readTo(TopicPartition partition, long end, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : poll(partition)) {
                if (record.offset() < end) {
                    each.accept(record);
                }
            }
        }
    }

    /**
     * Reads what came into a topic since a moment, of each partition no more than the latest.
     *
     * @param limit offsets of one partition
     * @return whether that was all
     * @throws org.apache.kafka.common.KafkaException if the cluster refuses or falls silent
     */
    public boolean readSince(String topic, long sinceMs, int limit, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        boolean all = true;
        for (TopicPartition partition : partitions(topic)) {
            long end = extentNow(partition).endOffset();
            OffsetAndTimestamp since =
                    consumer.offsetsForTimes(Map.of(partition, sinceMs)).get(partition);
            long begin = since == null ? end : since.offset();
            all &= begin >= end - limit;
            consumer.seek(partition, Math.max(begin, end - limit));
            readTo(partition, end, each);
        }
        return all;
    }

    /**
     * The record at a place; empty where the log has none, be it past its retention or never there.
     *
     * @throws org.apache.kafka.common.KafkaException if the cluster refuses or falls silent
     */
    public Optional<ConsumerRecord<byte[], byte[]>> find(Place place) {
        TopicPartition partition = new TopicPartition(place.topic(), place.partition());
        if (!extent(partition, place.offset()).holds(place.offset())) {
            return Optional.empty();
        }
        consumer.assign(List.of(partition));
        consumer.seek(partition, place.offset());
        while (consumer.position(partition) <= place.offset()) {
            for (ConsumerRecord<byte[], byte[]> record : poll(partition)) {
                if (record.offset() >= place.offset()) {
                    return Optional.of(record).filter(found -> found.offset() == place.offset());
                }
            }
        }
        return Optional.empty();
    }

    /** Some records, or none where only the position moved on. */
    private List<ConsumerRecord<byte[], byte[]>> poll(TopicPartition partition) {
        long from = consumer.position(partition);
        long deadline = System.nanoTime() + timeout.toNanos();
        while (System.nanoTime() < deadline) {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(timeout);
            if (!polled.isEmpty() || consumer.position(partition) != from) {
                return polled.records(partition);
            }
        }
        throw new TimeoutException("no record within %d s".formatted(timeout.toSeconds()));
    }

    /** As last asked, unless the log may have grown up to the offset since. */
    private Extent extent(TopicPartition partition, long offset) {
        return extents.compute(
                partition, (asked, known) -> known != null && offset < known.endOffset() ? known : extentNow(asked));
    }

    private Extent extentNow(TopicPartition partition) {
        if (!partitions(partition.topic()).contains(partition)) {
            return Extent.NONE; // the topic was made anew with fewer
        }
        List<TopicPartition> asked = List.of(partition);
        consumer.assign(asked); // or the client warns that it asks about somebody else's
        return new Extent(
                consumer.beginningOffsets(asked).getOrDefault(partition, 0L),
                consumer.endOffsets(asked).getOrDefault(partition, 0L));
    }

    private List<TopicPartition> partitions(String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
