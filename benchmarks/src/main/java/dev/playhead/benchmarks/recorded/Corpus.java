// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.recorded;

import dev.playhead.benchmarks.Broker;
import dev.playhead.benchmarks.CannotMeasureException;
import dev.playhead.benchmarks.GatewayProcess;
import dev.playhead.deploy.demo.DemoRecordings;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.Topics;
import dev.playhead.schemas.v1.Segment;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Segments as the gateway published them when it was sent real SDKs' uploads.
 *
 * @param bySet of each recording, in the order in which they were received
 */
public record Corpus(Map<String, List<Segment>> bySet) {

    /** The recording that is all of them. */
    public static final String ALL = "all";

    /** One of each format and encoding that has a reader of its own. */
    public static final List<String> SETS =
            List.of("guance", "datadog-v5", "datadog-v7", "rrweb", "rrweb-gzip", "rrweb-packed", "posthog", "sentry");

    private static final Duration POLL = Duration.ofMillis(100);

    public Corpus {
        bySet = new LinkedHashMap<>(bySet);
    }

    /** Sends the recordings through a gateway, and reads what it made of them. */
    public static Corpus record(Broker broker, Path logs) {
        Map<String, List<Segment>> bySet = new LinkedHashMap<>();
        try (GatewayProcess gateway = GatewayProcess.start(broker, logs);
                Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            URI url = URI.create(gateway.url());
            Topic<Segment> topic = Topics.from(System.getenv()).segments();
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            for (String set : SETS) {
                DemoRecordings.send(url, List.of(set));
                bySet.put(set, readToEnd(consumer, topic));
            }
        }
        return new Corpus(bySet);
    }

    /** Those of one set, or {@link #ALL} of them. */
    public List<Segment> of(String set) {
        return set.equals(ALL) ? all() : bySet.getOrDefault(set, List.of());
    }

    public List<Segment> all() {
        return bySet.values().stream().flatMap(List::stream).toList();
    }

    /** Into files of a directory, for processes that are to decode them. */
    public void write(Path directory) {
        Topic<Segment> topic = Topics.from(System.getenv()).segments();
        bySet.forEach((set, segments) -> {
            try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(directory.resolve(set)))) {
                out.writeInt(segments.size());
                for (Segment segment : segments) {
                    byte[] bytes = topic.valueSerde().serializer().serialize(topic.name(), segment);
                    out.writeInt(bytes.length);
                    out.write(bytes);
                }
            } catch (IOException e) {
                throw new CannotMeasureException("cannot write to " + directory, e);
            }
        });
    }

    public static Corpus read(Path directory) {
        Topic<Segment> topic = Topics.from(System.getenv()).segments();
        Map<String, List<Segment>> bySet = new LinkedHashMap<>();
        for (String set : SETS) {
            try (DataInputStream in = new DataInputStream(Files.newInputStream(directory.resolve(set)))) {
                List<Segment> segments = new ArrayList<>();
                for (int left = in.readInt(); left > 0; left--) {
                    segments.add(
                            topic.valueSerde().deserializer().deserialize(topic.name(), in.readNBytes(in.readInt())));
                }
                bySet.put(set, segments);
            } catch (IOException e) {
                throw new CannotMeasureException("cannot read from " + directory, e);
            }
        }
        return new Corpus(bySet);
    }

    private static List<Segment> readToEnd(Consumer<byte[], byte[]> consumer, Topic<Segment> topic) {
        List<Segment> segments = new ArrayList<>();
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL)
                    .forEach(record -> segments.add(Objects.requireNonNull(
                            topic.valueSerde().deserializer().deserialize(topic.name(), record.value()))));
        }
        return segments;
    }
}
