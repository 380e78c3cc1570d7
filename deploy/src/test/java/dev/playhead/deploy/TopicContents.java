// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import dev.playhead.schemas.Topic;
import dev.playhead.schemas.Topics;
import dev.playhead.schemas.v1.RumBatch;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SessionEnded;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads whole topics, as any consumer could. */
final class TopicContents {

    private static final Duration POLL = Duration.ofMillis(200);

    private TopicContents() {}

    /** What all parts of one segment have in common. */
    private record Upload(
            String session,
            String view,
            @Nullable Integer index,
            @Nullable String uuid,
            int checksum,
            long receivedAtMs,
            int parts) {

        static Upload of(Segment part) {
            return new Upload(
                    part.getSession(),
                    part.getView(),
                    part.getIndex(),
                    part.getUuid(),
                    part.getCrc32c(),
                    part.getReceivedAtMs(),
                    part.getParts());
        }
    }

    /** The bodies of all segments that are there whole, put together where the log holds them in parts. */
    static List<ByteBuffer> segments(String brokers, Topics topics) {
        Map<Upload, List<Segment>> parts = records(brokers, topics.segments()).stream()
                .collect(Collectors.groupingBy(Upload::of, LinkedHashMap::new, Collectors.toList()));
        List<ByteBuffer> bodies = new ArrayList<>();
        parts.forEach((upload, found) -> {
            if (upload.parts() == 1) {
                found.forEach(segment -> bodies.add(segment.getBody()));
            } else if (found.size() == upload.parts()) {
                bodies.add(joined(found));
            }
        });
        return bodies;
    }

    /** The bodies of all RUM batches. */
    static List<ByteBuffer> rum(String brokers, Topics topics) {
        return records(brokers, topics.rumEvents()).stream()
                .map(RumBatch::getBody)
                .toList();
    }

    static List<SessionEnded> ended(String brokers, Topics topics) {
        return records(brokers, topics.sessionEnded());
    }

    /** Whether the last that a topic says is that its session is gone; for a topic of one session. */
    static boolean endsWithATombstone(String brokers, Topic<?> topic) {
        List<Boolean> tombstones = new ArrayList<>();
        read(brokers, topic, record -> tombstones.add(record.value() == null));
        return !tombstones.isEmpty() && tombstones.getLast();
    }

    /** All records, each once for each time that it is in the log. */
    static <V extends SpecificRecord> List<V> records(String brokers, Topic<V> topic) {
        List<V> values = new ArrayList<>();
        read(brokers, topic, record -> values.add(record.value()));
        return values;
    }

    /** The values as they are in the log, without tombstones. */
    static List<byte[]> stored(String brokers, Topic<?> topic) {
        List<byte[]> values = new ArrayList<>();
        read(brokers, topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer(), record -> {
            if (record.value() != null) {
                values.add(record.value());
            }
        });
        return values;
    }

    private static <V extends SpecificRecord> void read(
            String brokers, Topic<V> topic, Consumer<ConsumerRecord<String, V>> each) {
        read(
                brokers,
                topic.name(),
                topic.keySerde().deserializer(),
                topic.valueSerde().deserializer(),
                each);
    }

    private static <K, V> void read(
            String brokers,
            String topic,
            Deserializer<K> keys,
            Deserializer<V> values,
            Consumer<ConsumerRecord<K, V>> each) {
        try (KafkaConsumer<K, V> consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", brokers), keys, values)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(each);
            }
        }
    }

    private static ByteBuffer joined(List<Segment> parts) {
        List<Segment> inOrder =
                parts.stream().sorted(Comparator.comparingInt(Segment::getPart)).toList();
        ByteBuffer body = ByteBuffer.allocate(
                parts.stream().mapToInt(part -> part.getBody().remaining()).sum());
        inOrder.forEach(part -> body.put(part.getBody().duplicate()));
        return body.flip();
    }
}
