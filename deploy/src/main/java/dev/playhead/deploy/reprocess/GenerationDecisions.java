// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.reprocess;

import dev.playhead.schemas.Topic;
import dev.playhead.schemas.v1.Generation;
import dev.playhead.schemas.v1.GenerationState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes what is decided about generations, as the only one who may: whoever opened these earlier can write nothing any
 * more. So what was read after opening still holds when something is written, or the writing fails; a cancelled
 * generation can never be made the serving one by a command that does not know yet.
 */
public final class GenerationDecisions implements AutoCloseable {

    private final Topic<Generation> topic;
    private final InstantSource clock;
    private final KafkaProducer<byte[], byte[]> producer;

    /**
     * @param kafka properties of a client, which lose against what a decision promises
     * @param timeout for the cluster to acknowledge
     * @throws KafkaException if it does not
     */
    public GenerationDecisions(
            Map<String, String> kafka, Topic<Generation> topic, Duration timeout, InstantSource clock) {
        this.topic = topic;
        this.clock = clock;
        int timeoutMs = Math.toIntExact(timeout.toMillis());
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic.name());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeoutMs);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMs);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeoutMs);
        properties.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            close();
            throw e;
        }
    }

    /**
     * Decides, and returns when every in-sync replica has it.
     *
     * @throws TakenOverException if somebody else may decide now
     * @throws KafkaException if it is not acknowledged in time
     */
    public void put(int number, GenerationState state) {
        Generation decision = new Generation(number, state, clock.millis());
        try {
            producer.beginTransaction();
            Future<?> _ = producer.send(
                    new ProducerRecord<>( // the commit fails if this does
                            topic.name(),
                            Integer.toString(number).getBytes(StandardCharsets.UTF_8),
                            topic.valueSerde().serializer().serialize(topic.name(), decision)));
            producer.commitTransaction();
        } catch (KafkaException e) {
            throw isFenced(e) ? new TakenOverException(e) : e;
        }
    }

    private static boolean isFenced(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO); // nothing is under way
    }
}
