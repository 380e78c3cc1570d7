// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.processor;

import dev.playhead.benchmarks.CannotMeasureException;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.Topics;
import dev.playhead.schemas.v1.Segment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Recorded segments that wait to be processed: many visits like the recorded ones, some of them at a time, so that each
 * record of a partition belongs to another session than the one before.
 *
 * @param records how many there are
 * @param storedBytes what their bodies have
 */
record Backlog(long records, long storedBytes) {

    private static final int VISITS_AT_A_TIME = 50;

    /** Writes so many bytes of bodies at least. */
    static Backlog write(String brokers, Collection<List<Segment>> recorded, long bytes) {
        List<Segment> inTurn = inTurn(recorded);
        Topic<Segment> topic = Topics.from(System.getenv()).segments();
        long records = 0;
        long written = 0;
        try (Producer<String, Segment> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        brokers,
                        "acks",
                        "all",
                        "linger.ms",
                        5,
                        "max.request.size",
                        Topics.MAX_REQUEST_BYTES),
                new StringSerializer(),
                topic.valueSerde().serializer())) {
            while (written < bytes) {
                List<String> visits = Stream.generate(() -> UUID.randomUUID().toString())
                        .limit(VISITS_AT_A_TIME)
                        .toList();
                List<Future<RecordMetadata>> sent = new ArrayList<>();
                for (Segment segment : inTurn) {
                    String recordedSession = segment.getSession();
                    for (String visit : visits) {
                        segment.setSession(visit + '-' + recordedSession);
                        String key = new SessionKey(segment.getApp(), segment.getSession()).text();
                        sent.add(producer.send(new ProducerRecord<>(topic.name(), key, segment))); // which encodes it
                    }
                    segment.setSession(recordedSession);
                    records += visits.size();
                    written += (long) visits.size() * segment.getBody().remaining();
                }
                for (Future<RecordMetadata> stored : sent) {
                    stored.get();
                }
            }
        } catch (ExecutionException e) {
            throw new CannotMeasureException("the broker does not take the segments", e);
        } catch (InterruptedException e) {
            throw CannotMeasureException.interrupted(e);
        }
        return new Backlog(records, written);
    }

    /** One of each recording after the other, so that no stretch of the topic has larger ones than others. */
    private static List<Segment> inTurn(Collection<List<Segment>> recorded) {
        int longest = recorded.stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, longest)
                .boxed()
                .flatMap(at -> recorded.stream().filter(set -> at < set.size()).map(set -> set.get(at)))
                .toList();
    }
}
