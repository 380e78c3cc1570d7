// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.query;

import dev.playhead.benchmarks.Broker;
import dev.playhead.benchmarks.CannotMeasureException;
import dev.playhead.benchmarks.ChildJvm;
import dev.playhead.benchmarks.recorded.Corpus;
import dev.playhead.deploy.Playhead;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.Topics;
import dev.playhead.schemas.v1.MarkerKind;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.TimelineEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What the query service is asked for: visits that went the whole way, with recorded segments in the log, and many more
 * sessions that are copies of what the processor made of them.
 */
final class Contents {

    /** Their app. */
    static final String APP = "bench";

    /** The app of the sessions that are only listed. */
    static final String LISTED = "listed";

    static final int SEGMENTS_OF_VISIT = 100;
    static final int MARKERS_OF_SESSION = 200;

    private static final String RECORDING = "datadog-v5";
    private static final String VIEW = "view";
    private static final Duration FIND = Duration.ofMinutes(2);
    private static final Duration LISTED_OVER = Duration.ofDays(10);
    private static final int IN_FLIGHT = 10_000;

    private final Broker broker;
    private final Topics topics = Topics.from(System.getenv());

    Contents(Broker broker) {
        this.broker = broker;
    }

    static String visit(int number) {
        return "visit-" + number;
    }

    static String session(int number) {
        return "session-" + number;
    }

    /**
     * Has visits processed, of recorded segments in turn. They are side by side in the log, as people visit.
     *
     * @return where the segments of each visit lie
     */
    List<List<RecordMetadata>> visits(Corpus corpus, Path directory, int visits) {
        List<Segment> recorded = corpus.of(RECORDING);
        List<List<RecordMetadata>> places = new ArrayList<>();
        List<String> arguments = List.of(
                "processor",
                "--kafka",
                broker.bootstrapServers(),
                "--data",
                directory.resolve("data").toString());
        try (ChildJvm processor = ChildJvm.start("processor", directory, Playhead.class, arguments);
                Sender sender = new Sender()) {
            processor.awaitLine("ready");
            List<List<Future<RecordMetadata>>> sent = Stream.generate(ArrayList<Future<RecordMetadata>>::new)
                    .limit(visits)
                    .collect(Collectors.toList());
            for (int index = 0; index < SEGMENTS_OF_VISIT; index++) {
                Segment segment = recorded.get(index % recorded.size());
                for (int visit = 0; visit < visits; visit++) {
                    segment.setApp(APP);
                    segment.setSession(visit(visit));
                    segment.setView(VIEW);
                    segment.setIndex(index);
                    segment.setReceivedAtMs(System.currentTimeMillis());
                    sent.get(visit).add(sender.send(topics.segments(), APP, visit(visit), segment));
                }
            }
            sent.forEach(visit -> places.add(visit.stream().map(Sender::done).toList()));
            String last = visit(visits - 1);
            find(
                    topics.sessions(),
                    summary -> summary.getSession().equals(last) && summary.getSegments() == SEGMENTS_OF_VISIT);
        }
        return places;
    }

    /** Writes sessions with as many markers and references each as are counted here, all after the first one's. */
    void sessions(int sessions) {
        SessionSummary summary = find(topics.sessions(), any -> any.getSegments() == SEGMENTS_OF_VISIT);
        SegmentRef ref = find(topics.segmentRefs(), any -> true);
        TimelineEntry entry = find(topics.timelineEntries(), any -> any.getKind() == MarkerKind.CLICK);
        long nowMs = System.currentTimeMillis();
        try (Sender sender = new Sender()) {
            for (int number = 0; number < sessions; number++) {
                String session = session(number);
                for (int index = 0; index < SEGMENTS_OF_VISIT; index++) {
                    ref.setSession(session);
                    ref.setAnchorMs(nowMs);
                    ref.setReceivedAtMs(nowMs);
                    ref.setIndex(index);
                    ref.setId(VIEW + ':' + index);
                    ref.setStartMs(summary.getStartMs() + index);
                    sender.put(topics.segmentRefs(), APP, session, ref); // which encodes it
                }
                for (int marker = 0; marker < MARKERS_OF_SESSION; marker++) {
                    entry.setApp(APP);
                    entry.setSession(session);
                    entry.setAnchorMs(nowMs);
                    entry.setReceivedAtMs(nowMs + marker);
                    entry.setId(VIEW + '/' + marker);
                    entry.setAtMs(summary.getStartMs() + marker);
                    sender.put(topics.timelineEntries(), APP, session, entry);
                }
                sender.put(topics.sessions(), APP, session, of(summary, APP, session, nowMs));
            }
        }
    }

    /** Writes sessions of which there is nothing but summaries. */
    void listed(int sessions) {
        SessionSummary summary = find(topics.sessions(), any -> any.getSegments() == SEGMENTS_OF_VISIT);
        long nowMs = System.currentTimeMillis();
        try (Sender sender = new Sender()) {
            for (int number = 0; number < sessions; number++) {
                long anchorMs = nowMs - (sessions - number) * LISTED_OVER.toMillis() / sessions;
                sender.put(topics.sessions(), LISTED, session(number), of(summary, LISTED, session(number), anchorMs));
            }
        }
    }

    /** Bytes of a marker and of a summary as they are written. */
    int markerBytes() {
        return size(topics.timelineEntries(), find(topics.timelineEntries(), any -> any.getKind() == MarkerKind.CLICK));
    }

    int summaryBytes() {
        return size(topics.sessions(), find(topics.sessions(), any -> true));
    }

    private static <T extends SpecificRecord> int size(Topic<T> topic, T value) {
        return topic.valueSerde().serializer().serialize(topic.name(), value).length;
    }

    private static SessionSummary of(SessionSummary summary, String app, String session, long anchorMs) {
        summary.setApp(app);
        summary.setSession(session);
        summary.setAnchorMs(anchorMs);
        summary.setLastReceivedMs(anchorMs);
        return summary;
    }

    /** The first record of a topic that is as wanted. */
    private <T extends SpecificRecord> T find(Topic<T> topic, Predicate<T> wanted) {
        try (Consumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", broker.bootstrapServers(),
                        "group.id", "bench-find",
                        "enable.auto.commit", false,
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic.name()));
            long until = System.nanoTime() + FIND.toNanos();
            while (System.nanoTime() < until) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    T value = topic.valueSerde().deserializer().deserialize(topic.name(), record.value());
                    if (value != null && wanted.test(value)) {
                        return value;
                    }
                }
            }
        }
        throw new CannotMeasureException("the processor has not got through what it was sent");
    }

    private final class Sender implements AutoCloseable {

        private final Producer<String, byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "acks",
                        "all",
                        "linger.ms",
                        5,
                        "compression.type",
                        "lz4",
                        "max.request.size",
                        Topics.MAX_REQUEST_BYTES),
                new StringSerializer(),
                new ByteArraySerializer());
        private final List<Future<RecordMetadata>> inFlight = new ArrayList<>();

        <T extends SpecificRecord> Future<RecordMetadata> send(Topic<T> topic, String app, String session, T value) {
            byte[] bytes = topic.valueSerde().serializer().serialize(topic.name(), value);
            return producer.send(new ProducerRecord<>(topic.name(), new SessionKey(app, session).text(), bytes));
        }

        /** Likewise; whether it is stored is looked at later. */
        <T extends SpecificRecord> void put(Topic<T> topic, String app, String session, T value) {
            inFlight.add(send(topic, app, session, value));
            if (inFlight.size() == IN_FLIGHT) {
                settle();
            }
        }

        static RecordMetadata done(Future<RecordMetadata> sent) {
            try {
                return sent.get();
            } catch (ExecutionException e) {
                throw new CannotMeasureException("the broker does not take the records", e);
            } catch (InterruptedException e) {
                throw CannotMeasureException.interrupted(e);
            }
        }

        @Override
        public void close() {
            settle();
            producer.close();
        }

        private void settle() {
            inFlight.forEach(Sender::done);
            inFlight.clear();
        }
    }
}
