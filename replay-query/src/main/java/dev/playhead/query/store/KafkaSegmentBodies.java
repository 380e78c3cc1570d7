// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.playhead.query.store.SegmentBodies.Fetched.Gone;
import dev.playhead.query.store.SegmentBodies.Fetched.Present;
import dev.playhead.query.store.SegmentBodies.Fetched.Replaced;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SegmentRef;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bodies out of the segments topic, by partition and offset, with what was read lately kept in memory. What lies at an
 * offset is believed only if it names the same segment and has the same checksum.
 *
 * <p>A broker gives more than the one record that is asked for. Those of the same session are kept too: whoever asks
 * for one segment mostly asks for the next.
 */
public final class KafkaSegmentBodies implements SegmentBodies, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaSegmentBodies.class);
    private static final Duration BEGINNINGS_AGE = Duration.ofSeconds(10);

    private final Topic<Segment> topic;
    private final Duration timeout;
    private final LogReaders readers;
    private final Cache<Place, Logged> lately;
    private final Cache<TopicPartition, Long> beginnings;
    private final Counter present;
    private final Counter gone;
    private final Counter replaced;
    private final Counter cached;

    public KafkaSegmentBodies(Topic<Segment> topic, BodySettings settings, MeterRegistry metrics) {
        this(topic, settings, number -> consumer(settings, number), metrics);
    }

    /** @param consumers opens one, by its number */
    KafkaSegmentBodies(
            Topic<Segment> topic,
            BodySettings settings,
            IntFunction<Consumer<String, byte[]>> consumers,
            MeterRegistry metrics) {
        this.topic = topic;
        this.timeout = settings.timeout();
        this.readers = new LogReaders(settings.consumers(), number -> new LogReader(consumers.apply(number)));
        this.lately = Caffeine.newBuilder()
                .maximumWeight((long) settings.cacheMiB() << 20)
                .<Place, Logged>weigher((place, record) -> record.value().length)
                .build();
        this.beginnings = Caffeine.newBuilder().expireAfterWrite(BEGINNINGS_AGE).build();
        this.present = fetched(metrics, "present");
        this.gone = fetched(metrics, "gone");
        this.replaced = fetched(metrics, "replaced");
        this.cached = fetched(metrics, "cached");
    }

    @Override
    public Map<StoredSegment, Fetched> fetch(Collection<StoredSegment> segments) {
        Map<StoredSegment, Fetched> fetched = new LinkedHashMap<>();
        List<StoredSegment> wanted = new ArrayList<>();
        for (StoredSegment segment : segments) {
            List<Place> places =
                    segment.parts().stream().map(Place::of).distinct().toList();
            Map<Place, Logged> known = lately.getAllPresent(places);
            if (known.size() == places.size() && joined(segment, new HashMap<>(known)) instanceof Present body) {
                fetched.put(segment, body);
            } else {
                wanted.add(segment);
            }
        }
        cached.increment(fetched.size());
        if (wanted.isEmpty()) {
            return fetched;
        }
        Map<Place, Logged> records = read(wanted);
        for (StoredSegment segment : wanted) {
            Fetched body = joined(segment, records);
            count(body).increment();
            if (body instanceof Replaced) {
                warn(segment.ref());
            }
            fetched.put(segment, body);
        }
        return fetched;
    }

    @Override
    public Collection<StoredSegment> gone(Collection<StoredSegment> segments) {
        List<TopicPartition> partitions = segments.stream()
                .flatMap(segment -> segment.parts().stream())
                .map(part -> new TopicPartition(topic.name(), part.getPartition()))
                .distinct()
                .toList();
        Map<TopicPartition, Long> starts = beginnings.getAll(
                partitions, unknown -> readers.lend(deadline(), reader -> reader.beginnings(List.copyOf(unknown))));
        return segments.stream()
                .filter(segment -> segment.parts().stream()
                        .anyMatch(part -> part.getOffset()
                                < starts.getOrDefault(new TopicPartition(topic.name(), part.getPartition()), 0L)))
                .toList();
    }

    @Override
    public void close() {
        readers.close();
    }

    private record Place(int partition, long offset) {

        static Place of(SegmentRef part) {
            return new Place(part.getPartition(), part.getOffset());
        }
    }

    /** A record of the log: a part of a segment, or whatever is in its place. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Logged(String key, byte[] value) {}

    private Map<Place, Logged> read(Collection<StoredSegment> segments) {
        Map<Integer, TreeSet<Long>> offsets = new TreeMap<>();
        Set<String> sessions = new HashSet<>();
        for (StoredSegment segment : segments) {
            sessions.add(key(segment.ref()));
            segment.parts()
                    .forEach(part -> offsets.computeIfAbsent(part.getPartition(), partition -> new TreeSet<>())
                            .add(part.getOffset()));
        }
        long deadline = deadline();
        Map<Place, Logged> records = new HashMap<>();
        readers.lend(deadline, reader -> {
            offsets.forEach((partition, wanted) -> reader.read(
                            new TopicPartition(topic.name(), partition),
                            wanted,
                            record -> sessions.contains(record.key()),
                            deadline)
                    .forEach((offset, record) ->
                            records.put(new Place(partition, offset), new Logged(record.key(), record.value()))));
            return records;
        });
        lately.putAll(records);
        return records;
    }

    /** Takes the records it uses, so that of a large segment each part is let go as soon as it is in its place. */
    private Fetched joined(StoredSegment segment, Map<Place, Logged> records) {
        ByteBuffer whole = ByteBuffer.allocate(Math.toIntExact(segment.ref().getBytes()));
        for (SegmentRef part : segment.parts()) {
            Logged record = records.remove(Place.of(part));
            if (record == null) {
                return new Gone();
            }
            Segment stored = segmentIn(record);
            if (stored == null
                    || !isSame(part, stored, record.key())
                    || stored.getBody().remaining() > whole.remaining()) {
                return new Replaced();
            }
            whole.put(stored.getBody());
        }
        return !whole.hasRemaining() && crc32c(whole.array()) == segment.ref().getCrc32c()
                ? new Present(whole.array())
                : new Replaced();
    }

    private @Nullable Segment segmentIn(Logged record) {
        try {
            return topic.valueSerde().deserializer().deserialize(topic.name(), record.value());
        } catch (SerializationException e) {
            return null; // then it is not the segment that was put there
        }
    }

    private static boolean isSame(SegmentRef part, Segment stored, String key) {
        return key(part).equals(key)
                && stored.getView().equals(part.getView())
                && Objects.equals(stored.getIndex(), part.getIndex())
                && stored.getPart() == part.getPart()
                && stored.getParts() == part.getParts()
                && stored.getCrc32c() == part.getCrc32c();
    }

    private static String key(SegmentRef part) {
        return new SessionKey(part.getApp(), part.getSession()).text();
    }

    private static void warn(SegmentRef part) {
        LOG.warn(
                "Another record is where a segment should be. Was the topic made anew? session={} segment={} partition={}"
                        + " offset={}",
                part.getSession(),
                part.getId(),
                part.getPartition(),
                part.getOffset());
    }

    private long deadline() {
        return System.nanoTime() + timeout.toNanos();
    }

    private Counter count(Fetched body) {
        return switch (body) {
            case Present whole -> present;
            case Gone nothing -> gone;
            case Replaced other -> replaced;
        };
    }

    private static int crc32c(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static Counter fetched(MeterRegistry metrics, String result) {
        return Counter.builder("playhead.query.bodies.fetched")
                .description("Segment bodies asked for, by where they were found")
                .tag("result", result)
                .register(metrics);
    }

    private static Consumer<String, byte[]> consumer(BodySettings settings, int number) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "playhead-query-bodies-" + number);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, settings.fetchWaitMs());
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, settings.fetchBytes());
        properties.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        properties.putAll(settings.kafka());
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
