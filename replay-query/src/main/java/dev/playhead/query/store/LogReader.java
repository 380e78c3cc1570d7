// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import dev.playhead.query.store.SegmentBodies.BodiesUnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads single records of a partition by offset. For one thread at a time. */
final class LogReader implements AutoCloseable {

    /** Reading over a few records that nobody asked for costs less than a seek, which throws away what was fetched. */
    private static final int WORTH_A_SEEK = 32;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Consumer<String, byte[]> consumer;

    /** @param consumer of no group, with {@code auto.offset.reset=none} */
    LogReader(Consumer<String, byte[]> consumer) {
        this.consumer = consumer;
    }

    /**
     * The records at the offsets; those that the log does not have are left out.
     *
     * @param also which others to give as well where they come along
     * @throws BodiesUnavailableException if the log does not answer before the deadline
     */
    Map<Long, ConsumerRecord<String, byte[]>> read(
            TopicPartition partition,
            NavigableSet<Long> offsets,
            Predicate<ConsumerRecord<String, byte[]>> also,
            long deadlineNanos) {
        try {
            consumer.assign(List.of(partition));
            return seekAndPoll(partition, new TreeSet<>(offsets), also, deadlineNanos);
        } catch (KafkaException e) {
            throw new BodiesUnavailableException("cannot read " + partition, e);
        }
    }

    private Map<Long, ConsumerRecord<String, byte[]>> seekAndPoll(
            TopicPartition partition,
            NavigableSet<Long> wanted,
            Predicate<ConsumerRecord<String, byte[]>> also,
            long deadlineNanos) {
        Map<Long, ConsumerRecord<String, byte[]>> found = new HashMap<>();
        consumer.seek(partition, wanted.first());
        while (!wanted.isEmpty()) {
            Duration left = Duration.ofNanos(deadlineNanos - System.nanoTime());
            if (!left.isPositive()) {
                throw new BodiesUnavailableException("%s did not answer in time".formatted(partition));
            }
            try {
                var polled = consumer.poll(left);
                for (ConsumerRecord<String, byte[]> record : polled.records(partition)) {
                    if (wanted.remove(record.offset()) || also.test(record)) {
                        found.put(record.offset(), record);
                    }
                }
                wanted.headSet(consumer.position(partition)).clear(); // read past them: not there
                if (polled.isEmpty()) {
                    wanted.tailSet(end(partition)).clear();
                }
            } catch (OffsetOutOfRangeException e) {
                wanted.headSet(consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L))
                        .clear();
                wanted.tailSet(end(partition)).clear();
                seek(partition, wanted);
                continue;
            }
            if (!wanted.isEmpty() && wanted.first() - consumer.position(partition) > WORTH_A_SEEK) {
                seek(partition, wanted);
            }
        }
        return found;
    }

    private void seek(TopicPartition partition, NavigableSet<Long> wanted) {
        if (!wanted.isEmpty()) {
            consumer.seek(partition, wanted.first());
        }
    }

    private long end(TopicPartition partition) {
        return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    /** Where each of the partitions starts now. */
    Map<TopicPartition, Long> beginnings(List<TopicPartition> partitions) {
        try {
            consumer.assign(partitions); // else the consumer warns about an answer that nobody waits for
            return consumer.beginningOffsets(partitions);
        } catch (KafkaException e) {
            throw new BodiesUnavailableException("cannot ask where the log starts", e);
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }
}
