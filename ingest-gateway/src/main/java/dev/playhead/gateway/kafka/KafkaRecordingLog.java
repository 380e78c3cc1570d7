// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.kafka;

import dev.playhead.gateway.intake.LogEntry;
import dev.playhead.gateway.intake.LogEntry.Recording;
import dev.playhead.gateway.intake.LogEntry.Rum;
import dev.playhead.gateway.intake.LogEntry.Unusable;
import dev.playhead.gateway.intake.RecordingLog;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The log in Kafka: an idempotent producer that waits for all in-sync replicas. Safe for use by many threads. */
public final class KafkaRecordingLog implements RecordingLog, AutoCloseable {

    private final Producer<byte[], byte[]> producer;
    private final Topics topics;

    private KafkaRecordingLog(Producer<byte[], byte[]> producer, Topics topics) {
        this.producer = producer;
        this.topics = topics;
    }

    /**
     * Connects, fetches the topics' metadata, and writes a first record, so that the first upload waits for nothing and
     * everything that a write needs (rights, in-sync replicas) is known to be there. The record is an empty one among
     * the dead letters: it has neither key nor value.
     *
     * @throws IOException if the brokers cannot be reached, a topic is missing or the record is not acknowledged
     */
    public static KafkaRecordingLog open(LogSettings settings, Topics topics) throws IOException {
        try {
            KafkaRecordingLog log = new KafkaRecordingLog(
                    new KafkaProducer<>(
                            ProducerProperties.of(settings), new ByteArraySerializer(), new ByteArraySerializer()),
                    topics);
            log.warm(settings.startTimeout());
            return log;
        } catch (KafkaException e) {
            throw new IOException(
                    "cannot produce to Kafka at %s: %s".formatted(settings.brokers(), Causes.deepest(e)), e);
        }
    }

    @Override
    public CompletableFuture<?> append(List<LogEntry> entries) {
        return CompletableFuture.allOf(entries.stream().map(this::append).toArray(CompletableFuture<?>[]::new));
    }

    /** Waits for what was appended, at most so long. */
    public void close(Duration timeout) {
        producer.close(timeout);
    }

    @Override
    public void close() {
        close(Duration.ZERO);
    }

    private void warm(Duration timeout) {
        try {
            List.of(topics.segments(), topics.rumEvents(), topics.deadLetters())
                    .forEach(topic -> producer.partitionsFor(topic.name()));
            producer.send(new ProducerRecord<>(topics.deadLetters().name(), null, null))
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (KafkaException e) {
            close();
            throw e;
        } catch (ExecutionException e) {
            close();
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e);
        } catch (TimeoutException e) {
            close();
            throw new KafkaException("a first record was not acknowledged", e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    private CompletableFuture<?> append(LogEntry entry) {
        return switch (entry) {
            case Recording(SessionKey key, var segment, var _) ->
                send(topics.segments(), key, segment, segment.getReceivedAtMs());
            case Rum(SessionKey key, var batch) -> send(topics.rumEvents(), key, batch, batch.getReceivedAtMs());
            case Unusable(var letter) -> send(topics.deadLetters(), null, letter, letter.getAtMs());
        };
    }

    private <V extends SpecificRecord> CompletableFuture<?> send(
            Topic<V> topic, @Nullable SessionKey key, V value, long atMs) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        try {
            byte[] keyBytes = key == null ? null : topic.keySerde().serializer().serialize(topic.name(), key.text());
            byte[] valueBytes = topic.valueSerde().serializer().serialize(topic.name(), value);
            var _ = producer.send(
                    new ProducerRecord<>(topic.name(), null, atMs, keyBytes, valueBytes), (_, failure) -> {
                        if (failure == null) {
                            sent.complete(null);
                        } else {
                            sent.completeExceptionally(failure);
                        }
                    });
        } catch (KafkaException | IllegalStateException e) {
            sent.completeExceptionally(e); // no room in the buffer, no registry, or closed: all may pass
        }
        return sent;
    }
}
