// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.records;

import dev.playhead.schemas.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes single records, each of which every in-sync replica has when it is done. Safe for many threads. */
public final class RecordWriter implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;

    /**
     * @param kafka properties of a client, which lose against what a write promises
     * @param timeout for the cluster to acknowledge a record
     */
    public RecordWriter(Map<String, String> kafka, Duration timeout) {
        int timeoutMs = Math.toIntExact(timeout.toMillis());
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_REQUEST_BYTES);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeoutMs);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMs);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeoutMs);
        properties.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Writes a record and waits for it.
     *
     * @return where it lies
     * @throws KafkaException if it is not acknowledged in time
     */
    public Place write(ProducerRecord<byte[], byte[]> record) {
        return await(producer.send(record));
    }

    /**
     * Writes records, many at a time, and waits for all of them.
     *
     * @throws KafkaException if one is not acknowledged in time; others may be there
     */
    public void writeAll(Collection<ProducerRecord<byte[], byte[]>> records) {
        List<Future<RecordMetadata>> sent =
                records.stream().map(record -> producer.send(record)).toList();
        sent.forEach(RecordWriter::await);
    }

    private static Place await(Future<RecordMetadata> sent) {
        try {
            RecordMetadata written = sent.get();
            return new Place(written.topic(), written.partition(), written.offset());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException refused ? refused : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while writing", e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO); // nothing is under way
    }
}
