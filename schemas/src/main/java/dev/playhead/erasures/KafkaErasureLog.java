// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.erasures;

import dev.playhead.records.Place;
import dev.playhead.records.RecordReader;
import dev.playhead.records.RecordWriter;
import dev.playhead.schemas.AdminAnswers;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.TopicSettings;
import dev.playhead.schemas.Topics;
import dev.playhead.schemas.v1.Control;
import dev.playhead.schemas.v1.ControlAction;
import dev.playhead.schemas.v1.Erasure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Decisions in {@code control.v1}, and a record of each erasure in {@code erasures.v1}. */
public final class KafkaErasureLog implements ErasureLog, AutoCloseable {

    /** Brokers look every few minutes for files that are past their retention. */
    private static final Duration CLEANUP = Duration.ofHours(1);

    private static final int PARTITION = 0;

    private final Map<String, String> kafka;
    private final Topics topics;
    private final Duration timeout;
    private final RecordWriter writer;
    private final RecordReader reader;

    /**
     * @param kafka properties of a client
     * @param timeout how long the cluster may take for each answer
     */
    public KafkaErasureLog(Map<String, String> kafka, Topics topics, Duration timeout) {
        this.kafka = Map.copyOf(kafka);
        this.topics = topics;
        this.timeout = timeout;
        this.writer = new RecordWriter(kafka, timeout);
        this.reader = new RecordReader(kafka, timeout);
    }

    @Override
    public void decide(Collection<SessionKey> sessions) {
        writer.writeAll(sessions.stream()
                .map(session -> toWrite(
                        topics.control(),
                        session.text(),
                        new Control(session.app(), session.session(), ControlAction.ERASE)))
                .toList());
    }

    @Override
    public ErasureId record(String app, int sessions, long requestedMs, long erasedMs) {
        Long bytesGoneMs = bytesKept().map(kept -> erasedMs + kept.toMillis()).orElse(null);
        String token = ErasureId.newToken();
        Place place = writer.write(
                toWrite(topics.erasures(), token, new Erasure(app, sessions, requestedMs, erasedMs, bytesGoneMs)));
        return new ErasureId(place.offset(), token);
    }

    /** How long a byte that is received now lies in the raw topics at most; empty where it lies there for ever. */
    private Optional<Duration> bytesKept() {
        Admin admin = Admin.create(new HashMap<>(kafka));
        try {
            return TopicSettings.of(admin, new AdminAnswers(timeout), List.of(topics.segments(), topics.rumEvents()))
                    .values()
                    .stream()
                    .map(TopicSettings::kept)
                    .reduce(Optional.of(Duration.ZERO), KafkaErasureLog::longer)
                    .map(CLEANUP::plus);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private static Optional<Duration> longer(Optional<Duration> one, Optional<Duration> other) {
        return one.flatMap(span -> other.map(than -> span.compareTo(than) > 0 ? span : than));
    }

    @Override
    public Optional<Erasure> find(ErasureId id) {
        Topic<Erasure> topic = topics.erasures();
        synchronized (reader) { // which is for one thread at a time
            return reader.find(new Place(topic.name(), PARTITION, id.offset()))
                    .filter(found -> Arrays.equals(found.key(), id.token().getBytes(StandardCharsets.UTF_8)))
                    .map(found -> topic.valueSerde().deserializer().deserialize(topic.name(), found.value()));
        }
    }

    private static <V extends SpecificRecord> ProducerRecord<byte[], byte[]> toWrite(
            Topic<V> topic, String key, V value) {
        return new ProducerRecord<>(
                topic.name(),
                topic.keySerde().serializer().serialize(topic.name(), key),
                topic.valueSerde().serializer().serialize(topic.name(), value));
    }

    @Override
    public void close() {
        writer.close();
        reader.close();
    }
}
