// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.query;

import dev.playhead.benchmarks.Broker;
import dev.playhead.benchmarks.CannotMeasureException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer with nothing around it, which fetches single records by their offsets, as the query service does. */
final class RawLog implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(10);

    private final Consumer<byte[], byte[]> consumer;

    RawLog(Broker broker) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "fetch.max.wait.ms",
                        5,
                        "max.partition.fetch.bytes",
                        256 << 10,
                        "max.poll.records",
                        1),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Returns how many bytes the record has. */
    int fetch(RecordMetadata place) {
        TopicPartition partition = new TopicPartition(place.topic(), place.partition());
        consumer.assign(Set.of(partition));
        consumer.seek(partition, place.offset());
        List<ConsumerRecord<byte[], byte[]>> records = consumer.poll(POLL).records(partition);
        if (records.isEmpty() || records.getFirst().offset() != place.offset()) {
            throw new CannotMeasureException("the log does not have " + place);
        }
        return records.getFirst().value().length;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
