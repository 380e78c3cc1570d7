// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query;

import dev.playhead.config.Settings;
import dev.playhead.query.store.PartitionedStores;
import dev.playhead.query.topology.SessionChanges;
import dev.playhead.query.topology.StreamsProperties;
import dev.playhead.query.topology.StreamsSettings;
import dev.playhead.query.topology.ViewsTopology;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.v1.Control;
import dev.playhead.schemas.v1.ControlAction;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.TimelineEntry;
import dev.playhead.streams.RocksMemory;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The real topology and its real stores, one driver a partition, without a broker. */
public final class DrivenViews implements PartitionedStores, AutoCloseable {

    public static final Duration RETENTION = Duration.ofDays(30);

    private final RocksMemory memory = new RocksMemory(16 << 20, 0.1);
    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final SessionChanges changes = new SessionChanges();
    private final List<TopologyTestDriver> drivers;
    private final Set<Integer> away = new HashSet<>();

    public DrivenViews(Path directory, int partitions) {
        drivers = IntStream.range(0, partitions)
                .mapToObj(partition -> driver(directory.resolve("p" + partition)))
                .toList();
    }

    public void put(SessionSummary summary) {
        pipe(Samples.TOPICS.sessions(), new SessionKey(summary.getApp(), summary.getSession()), summary);
    }

    public void put(SegmentRef ref) {
        pipe(Samples.TOPICS.segmentRefs(), new SessionKey(ref.getApp(), ref.getSession()), ref);
    }

    public void put(TimelineEntry entry) {
        pipe(Samples.TOPICS.timelineEntries(), new SessionKey(entry.getApp(), entry.getSession()), entry);
    }

    /** As an operator asks for it; the processor may be behind. */
    public void erase(SessionKey key) {
        decide(key, new Control(key.app(), key.session(), ControlAction.ERASE));
    }

    public void decide(SessionKey key, @Nullable Control decision) {
        pipe(Samples.TOPICS.control(), key, decision);
    }

    /** As the processor tells of it in each of its topics. */
    public void bury(SessionKey key, Topic<?> topic) {
        pipe(topic, key, null);
    }

    public TopologyTestDriver driver(int partition) {
        return drivers.get(partition);
    }

    public MeterRegistry metrics() {
        return metrics;
    }

    public SessionChanges changes() {
        return changes;
    }

    /** From now on the partition is another instance's. */
    public void moveAway(int partition) {
        away.add(partition);
    }

    /** By the producer's own code. */
    @Override
    public int partitionOf(SessionKey key) {
        return BuiltInPartitioner.partitionForKey(key.text().getBytes(StandardCharsets.UTF_8), drivers.size());
    }

    @Override
    public int partitions() {
        return drivers.size();
    }

    @Override
    public Optional<ReadOnlyWindowStore<Bytes, byte[]>> open(String store, int partition) {
        return away.contains(partition) || partition >= drivers.size()
                ? Optional.empty()
                : Optional.of(drivers.get(partition).getWindowStore(store));
    }

    @Override
    public double progress() {
        return 0.25;
    }

    @Override
    public void close() {
        drivers.forEach(TopologyTestDriver::close);
        memory.close();
    }

    private <V extends SpecificRecord> void pipe(Topic<V> topic, SessionKey key, @Nullable V value) {
        drivers.get(partitionOf(key))
                .createInputTopic(
                        topic.name(), new StringSerializer(), topic.valueSerde().serializer())
                .pipeInput(new TestRecord<>(key.text(), value, Instant.ofEpochMilli(Samples.ANCHOR_MS)));
    }

    private TopologyTestDriver driver(Path directory) {
        StreamsSettings settings = StreamsSettings.from(
                new Settings(Map.of("PLAYHEAD_DATA", directory.toString())),
                Map.of("bootstrap.servers", "127.0.0.1:1"));
        var properties = StreamsProperties.of(settings, memory, Samples.TOPICS, "127.0.0.1:1", metrics);
        return new TopologyTestDriver(
                new ViewsTopology(properties, Samples.TOPICS, RETENTION, changes).get(), properties);
    }
}
