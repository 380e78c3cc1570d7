// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import dev.playhead.formats.body.Body;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.Topics;
import dev.playhead.schemas.v1.BodyEncoding;
import dev.playhead.schemas.v1.RumBatch;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.SourceFormat;
import dev.playhead.schemas.v1.TimelineEntry;
import dev.playhead.testkit.Published;
import dev.playhead.testkit.Uploads;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** What goes into the processor and comes out of it, past gateway and query. */
final class ProcessorTraffic implements AutoCloseable {

    /** Recording and RUM events are of different SDKs, so that markers come from both. */
    private static final List<Body> SEGMENTS = Uploads.segments("rrweb");

    private static final List<Body> BATCHES = Uploads.rum("datadog-v5");
    private static final String APP = "shop";
    private static final String VIEW = "v1";
    private static final long RECEIVED_MS = 1_795_440_000_000L;

    private final Topics topics;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> group;
    private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
    private final Followed<SegmentRef> refs;
    private final Followed<TimelineEntry> entries;
    private final Followed<SessionSummary> summaries;

    /** @param application id of the processor */
    ProcessorTraffic(String brokers, Topics topics, String application) {
        this.topics = topics;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers), new StringSerializer(), new ByteArraySerializer());
        this.group = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "group.id", application),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        this.refs = new Followed<>(brokers, topics.segmentRefs(), SegmentRef::setSession);
        this.entries = new Followed<>(brokers, topics.timelineEntries(), TimelineEntry::setSession);
        this.summaries = new Followed<>(brokers, topics.sessions(), SessionSummary::setSession);
    }

    static int segments() {
        return SEGMENTS.size();
    }

    /** The same recording and RUM events for each session, in any order and some of them twice. */
    void send(String session, Random random) {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (int index = 0; index < SEGMENTS.size(); index++) {
            records.add(record(topics.segments(), session, segment(session, index, SEGMENTS.get(index))));
        }
        BATCHES.forEach(batch -> records.add(record(topics.rumEvents(), session, batch(session, batch))));
        records.addAll(List.copyOf(records).subList(0, random.nextInt(records.size())));
        Collections.shuffle(records, random);
        for (ProducerRecord<String, byte[]> record : records) {
            var _ = producer.send(record, (sent, failure) -> {
                if (failure == null) { // else it is missed by who reads
                    ends.merge(new TopicPartition(sent.topic(), sent.partition()), sent.offset() + 1, Math::max);
                }
            });
        }
        producer.flush();
    }

    /** Whether the processor is done with everything that was sent, and has committed it. */
    boolean isProcessed() {
        Map<TopicPartition, OffsetAndMetadata> committed = group.committed(Set.copyOf(ends.keySet()));
        return ends.entrySet().stream().allMatch(end -> {
            @Nullable OffsetAndMetadata next = committed.get(end.getKey());
            return next != null && next.offset() >= end.getValue();
        });
    }

    /** All that is published of a session by now, as if it were of a nameless one. */
    Published published(String session) {
        return Published.of(refs.of(session), entries.of(session), summaries.of(session));
    }

    @Override
    public void close() {
        producer.close();
        group.close();
        refs.close();
        entries.close();
        summaries.close();
    }

    private static <V extends SpecificRecord> ProducerRecord<String, byte[]> record(
            Topic<V> topic, String session, V value) {
        return new ProducerRecord<>(
                topic.name(),
                null,
                RECEIVED_MS,
                new SessionKey(APP, session).text(),
                topic.valueSerde().serializer().serialize(topic.name(), value));
    }

    private static Segment segment(String session, int index, Body body) {
        CRC32C crc = new CRC32C();
        crc.update(body.bytes());
        return Segment.newBuilder()
                .setApp(APP)
                .setSession(session)
                .setView(VIEW)
                .setIndex(index)
                .setFormat(SourceFormat.RRWEB)
                .setEncoding(BodyEncoding.valueOf(body.encoding().name()))
                .setReceivedAtMs(RECEIVED_MS)
                .setCrc32c((int) crc.getValue())
                .setBody(ByteBuffer.wrap(body.bytes()))
                .build();
    }

    private static RumBatch batch(String session, Body body) {
        return RumBatch.newBuilder()
                .setApp(APP)
                .setSession(session)
                .setFormat(SourceFormat.DATADOG)
                .setEncoding(BodyEncoding.valueOf(body.encoding().name()))
                .setReceivedAtMs(RECEIVED_MS)
                .setBody(ByteBuffer.wrap(body.bytes()))
                .build();
    }

    /** What is committed to a topic, by key and without the session's name. */
    private static final class Followed<V extends SpecificRecord> implements AutoCloseable {

        private static final Duration POLL = Duration.ofMillis(10);
        private static final String NAMELESS = "";

        private final KafkaConsumer<String, V> consumer;
        private final Map<String, List<V>> values = new HashMap<>();
        private final BiConsumer<V, String> naming;

        Followed(String brokers, Topic<V> topic, BiConsumer<V, String> naming) {
            this.naming = naming;
            consumer = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed"),
                    topic.keySerde().deserializer(),
                    topic.valueSerde().deserializer());
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }

        List<V> of(String session) {
            consumer.poll(POLL).forEach(read -> {
                naming.accept(read.value(), NAMELESS);
                values.computeIfAbsent(read.key(), unseen -> new ArrayList<>()).add(read.value());
            });
            return values.getOrDefault(new SessionKey(APP, session).text(), List.of());
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
