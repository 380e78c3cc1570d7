// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.v1.Segment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts recorded segments into the log once more, as sessions that nobody recorded like that. */
final class SessionCopies {

    private final String brokers;
    private final Topic<Segment> topic;
    private final Map<String, List<Segment>> recorded;
    private final List<String> sessions = new ArrayList<>();
    private final List<ProducerRecord<String, byte[]>> records = new ArrayList<>();

    private SessionCopies(String brokers, Topic<Segment> topic) {
        this.brokers = brokers;
        this.topic = topic;
        this.recorded =
                TopicContents.records(brokers, topic).stream().collect(Collectors.groupingBy(Segment::getSession));
    }

    /** Of what the topic holds now. */
    static SessionCopies of(String brokers, Topic<Segment> topic) {
        return new SessionCopies(brokers, topic);
    }

    /** A session {@code without-N-SET} for each of so many segments of a set, which a seed chooses. */
    SessionCopies leaveOut(List<String> sets, int holes, long seed) {
        Random random = new Random(seed);
        for (String set : sets) {
            List<Segment> segments = segmentsOf(set);
            List<String> ids = new ArrayList<>(
                    segments.stream().map(SessionCopies::idOf).distinct().toList());
            Collections.shuffle(ids, random);
            for (String lost : ids.subList(0, holes)) {
                List<Segment> rest = segments.stream()
                        .filter(segment -> !idOf(segment).equals(lost))
                        .toList();
                copy(rest.getFirst().getApp(), "without-%d-%s".formatted(ids.indexOf(lost), set), rest);
            }
        }
        return this;
    }

    /** A session {@code tabs-SET+SET} of the first set's application for each list of sets. */
    SessionCopies join(List<List<String>> tabs) {
        for (List<String> sets : tabs) {
            List<Segment> segments =
                    sets.stream().flatMap(set -> segmentsOf(set).stream()).toList();
            copy(segments.getFirst().getApp(), "tabs-" + String.join("-and-", sets), segments);
        }
        return this;
    }

    /** Sends them all and returns the sessions' ids. */
    List<String> send() throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent;
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers), topic.keySerde().serializer(), new ByteArraySerializer())) {
            sent = records.stream().map(producer::send).toList();
        }
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
        return List.copyOf(sessions);
    }

    /** The same for an upload that came twice. */
    private static String idOf(Segment segment) {
        return "%s:%s:%s".formatted(segment.getView(), segment.getIndex(), segment.getUuid());
    }

    private List<Segment> segmentsOf(String set) {
        return Objects.requireNonNull(recorded.get(QueryClient.sessionOf(set)), set);
    }

    /** Serialised at once, since a segment that was read is given its other session in place. */
    private void copy(String app, String session, List<Segment> segments) {
        sessions.add(session);
        String key = new SessionKey(app, session).text();
        for (Segment segment : segments) {
            String recordedApp = segment.getApp();
            String recordedSession = segment.getSession();
            segment.setApp(app);
            segment.setSession(session);
            byte[] value = topic.valueSerde().serializer().serialize(topic.name(), segment);
            records.add(new ProducerRecord<>(topic.name(), null, segment.getReceivedAtMs(), key, value));
            segment.setApp(recordedApp);
            segment.setSession(recordedSession);
        }
    }
}
