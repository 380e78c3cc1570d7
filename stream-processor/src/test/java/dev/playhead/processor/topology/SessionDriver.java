// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.body.BodyLimits;
import dev.playhead.processor.lifecycle.LifecycleRules;
import dev.playhead.processor.row.SessionRow;
import dev.playhead.processor.session.SessionLimits;
import dev.playhead.processor.topology.RecordedTraffic.Received;
import dev.playhead.schemas.BundledSchemas;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.Topics;
import dev.playhead.schemas.v1.Control;
import dev.playhead.schemas.v1.ControlAction;
import dev.playhead.schemas.v1.DeadLetter;
import dev.playhead.schemas.v1.RumBatch;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.SessionEnded;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.TimelineEntry;
import dev.playhead.streams.RocksMemory;
import dev.playhead.testkit.Published;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The production topology with the production serdes, properties and stores, and no broker. */
final class SessionDriver implements AutoCloseable {

    static final Topics TOPICS = Topics.of(Topics.DEFAULT_PREFIX, new BundledSchemas());

    static final List<String> STORES = List.of(
            SessionTopology.SESSION_STATE,
            SessionTopology.SESSION_MEMBERS,
            SessionTopology.SESSION_DEADLINES,
            SessionTopology.SEGMENT_PARTS,
            SessionTopology.ERASED_SESSIONS);

    static final SummarySchedule SCHEDULE = new SummarySchedule(Duration.ofMillis(200), 1_000);

    static final SplitSettings SPLIT = new SplitSettings(8 << 20, Duration.ofHours(24));

    static final LifecycleRules RULES =
            new LifecycleRules(Duration.ofMinutes(15), Duration.ofMinutes(2), Duration.ofHours(24));

    private static final SessionSettings SETTINGS = settings(SCHEDULE, SessionLimits.DEFAULT);

    /** The wall clock's time at first: shortly before anything that the tests receive. */
    static final Instant START = Instant.ofEpochMilli(1_795_440_000_000L);

    /** Longer than a round, to be fast, and short enough for nothing to go by unseen. */
    private static final Duration STEP = Duration.ofSeconds(10);

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final RocksMemory memory = new RocksMemory(8 << 20, 0);
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, Segment> segments;
    private final TestInputTopic<String, RumBatch> rumEvents;
    private final TestInputTopic<String, Control> control;
    private final TestInputTopic<String, byte[]> unreadable;
    private final TestOutputTopic<String, SegmentRef> refs;
    private final TestOutputTopic<String, TimelineEntry> entries;
    private final TestOutputTopic<String, SessionSummary> summaries;
    private final TestOutputTopic<String, SessionEnded> ended;
    private final TestOutputTopic<String, DeadLetter> deadLetters;

    private Instant now;
    private boolean behind;

    SessionDriver(Path stateDir) {
        this(stateDir, SETTINGS, Guarantee.EXACTLY_ONCE_V2, START);
    }

    SessionDriver(Path stateDir, SummarySchedule schedule) {
        this(stateDir, settings(schedule, SETTINGS.limits()), Guarantee.EXACTLY_ONCE_V2, START);
    }

    SessionDriver(Path stateDir, SessionLimits limits) {
        this(stateDir, settings(SCHEDULE, limits), Guarantee.EXACTLY_ONCE_V2, START);
    }

    SessionDriver(Path stateDir, Guarantee guarantee) {
        this(stateDir, SETTINGS, guarantee, START);
    }

    /** One that takes over where another one died: it has the other's stores, and nothing that was in memory. */
    static SessionDriver takingOver(SessionDriver dead, Path stateDir, Guarantee guarantee) {
        SessionDriver driver = new SessionDriver(stateDir, SETTINGS, guarantee, dead.now);
        for (String store : STORES) {
            KeyValueStore<Bytes, Object> restored = driver.driver.getKeyValueStore(store);
            dead.rows(store).forEach(row -> restored.put(row.key, row.value));
        }
        return driver;
    }

    private SessionDriver(Path stateDir, SessionSettings settings, Guarantee guarantee, Instant now) {
        this.now = now;
        ProcessorMetrics metrics = new ProcessorMetrics(meters);
        Properties properties = properties(stateDir, guarantee, memory, metrics);
        Topology topology = topology(properties, settings, this::hasRecordsLeft, metrics);
        driver = new TopologyTestDriver(topology, properties, now);
        segments = input(TOPICS.segments());
        rumEvents = input(TOPICS.rumEvents());
        control = input(TOPICS.control());
        unreadable =
                driver.createInputTopic(TOPICS.segments().name(), new StringSerializer(), new ByteArraySerializer());
        refs = output(TOPICS.segmentRefs());
        entries = output(TOPICS.timelineEntries());
        summaries = output(TOPICS.sessions());
        ended = output(TOPICS.sessionEnded());
        deadLetters = output(TOPICS.deadLetters());
    }

    /** The topology as it runs in production. */
    static Topology topology(Path stateDir) {
        ProcessorMetrics metrics = new ProcessorMetrics(new SimpleMeterRegistry());
        try (RocksMemory memory = new RocksMemory(8 << 20, 0)) {
            return topology(
                    properties(stateDir, Guarantee.EXACTLY_ONCE_V2, memory, metrics),
                    SETTINGS,
                    (topic, partition) -> false,
                    metrics);
        }
    }

    void receive(Received... all) {
        receive(List.of(all));
    }

    void receive(List<Received> all) {
        all.forEach(this::receiveOne);
    }

    private void receiveOne(Received received) {
        switch (received.value()) {
            case Segment segment ->
                segments.pipeInput(received.key(), segment, Instant.ofEpochMilli(segment.getReceivedAtMs()));
            case RumBatch batch ->
                rumEvents.pipeInput(received.key(), batch, Instant.ofEpochMilli(batch.getReceivedAtMs()));
            default -> throw new IllegalArgumentException("goes to no raw topic");
        }
    }

    void receiveBytes(String key, byte[] value) {
        unreadable.pipeInput(key, value);
    }

    void erase(SessionKey session) {
        decide(session.text(), new Control(session.app(), session.session(), ControlAction.ERASE));
    }

    void decide(String key, @Nullable Control decision) {
        control.pipeInput(key, decision, now);
    }

    /** What readers were told of sessions since the driver was made or last asked, by topic; a tombstone is empty. */
    Map<String, List<Optional<SpecificRecord>>> told() {
        return Map.of(
                TOPICS.segmentRefs().name(), valuesOf(refs),
                TOPICS.timelineEntries().name(), valuesOf(entries),
                TOPICS.sessions().name(), valuesOf(summaries));
    }

    private static List<Optional<SpecificRecord>> valuesOf(TestOutputTopic<String, ? extends SpecificRecord> topic) {
        return topic.readKeyValuesToList().stream()
                .map(told -> Optional.<SpecificRecord>ofNullable(told.value))
                .toList();
    }

    /** Lets the time between two rounds of summaries pass. */
    void sumUp() {
        passAtOnce(SCHEDULE.interval());
    }

    /** All that is published of some records, with a summary after every so many of them and at the end. */
    Published published(List<Received> records, int perRound) {
        for (int i = 0; i < records.size(); i++) {
            receive(records.get(i));
            if (i % perRound == perRound - 1) {
                sumUp();
            }
        }
        sumUp();
        return published();
    }

    /** Everything published since the driver was made or last asked. */
    Published published() {
        return Published.of(refs.readValuesToList(), entries.readValuesToList(), summaries.readValuesToList());
    }

    /** Lets time pass that nobody sees passing, as if the process was suspended. */
    void passAtOnce(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    /** Lets time pass, round by round. */
    void pass(Duration time) {
        Instant until = now.plus(time);
        while (now.isBefore(until)) {
            Duration left = Duration.between(now, until);
            passAtOnce(left.compareTo(STEP) < 0 ? left : STEP);
        }
    }

    /** From now on the segments have records left that were not fetched, or none. */
    void behind(boolean hasRecordsLeft) {
        behind = hasRecordsLeft;
    }

    private boolean hasRecordsLeft(String topic, int partition) {
        return behind && topic.equals(TOPICS.segments().name());
    }

    /** What the wall clock says. */
    Instant now() {
        return now;
    }

    /** Size of what the stores wrote to their changelogs since this was last asked. */
    long changelogBytes() {
        return driver.producedTopicNames().stream()
                .filter(topic -> topic.endsWith("-changelog"))
                .flatMap(topic -> driver
                        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                        .readRecordsToList()
                        .stream())
                .mapToLong(record -> record.key().length + (record.value() == null ? 0 : record.value().length))
                .sum();
    }

    /** Size of everything that is kept of split segments. */
    long bytesOfParts() {
        return rows(SessionTopology.SEGMENT_PARTS).stream()
                .mapToLong(row -> ((byte[]) row.value).length)
                .sum();
    }

    List<SegmentRef> refs() {
        return refs.readValuesToList();
    }

    List<TimelineEntry> entries() {
        return entries.readValuesToList();
    }

    List<SessionSummary> summaries() {
        return summaries.readValuesToList();
    }

    List<SessionEnded> ended() {
        return ended.readValuesToList();
    }

    /** Size of each session's row. */
    List<Integer> bytesOfSessions() {
        RowSerde<SessionRow> serde = new RowSerde<>(SessionRow.class);
        return rows(SessionTopology.SESSION_STATE).stream()
                .map(row -> Objects.requireNonNull(
                                serde.serialize(SessionTopology.SESSION_STATE, (SessionRow) row.value))
                        .length)
                .toList();
    }

    /** How many entries a store has. */
    int entriesOf(String store) {
        return rows(store).size();
    }

    List<DeadLetter> deadLetters() {
        return deadLetters.readValuesToList();
    }

    private List<KeyValue<Bytes, Object>> rows(String store) {
        List<KeyValue<Bytes, Object>> rows = new ArrayList<>();
        try (KeyValueIterator<Bytes, Object> all =
                driver.<Bytes, Object>getKeyValueStore(store).all()) {
            all.forEachRemaining(rows::add);
        }
        return rows;
    }

    @Override
    public void close() {
        driver.close();
        memory.close();
    }

    private static Topology topology(
            Properties properties, SessionSettings settings, Backlog backlog, ProcessorMetrics metrics) {
        TopologyConfig config = new TopologyConfig(new StreamsConfig(properties));
        return new SessionTopology(config, TOPICS, settings, backlog, metrics).get();
    }

    private static SessionSettings settings(SummarySchedule schedule, SessionLimits limits) {
        return new SessionSettings(
                BodyLimits.DEFAULT,
                SPLIT,
                schedule,
                RULES,
                new LifecycleSchedule(Duration.ofSeconds(30), 1_000),
                limits);
    }

    private static Properties properties(
            Path stateDir, Guarantee guarantee, RocksMemory memory, ProcessorMetrics metrics) {
        StreamSettings settings = new StreamSettings(
                Map.of("bootstrap.servers", "unused:1"),
                stateDir,
                1,
                Duration.ofSeconds(1),
                guarantee,
                "test",
                Duration.ofSeconds(10),
                8 << 20,
                5,
                Duration.ofMinutes(10),
                Duration.ofSeconds(8));
        return StreamProperties.of(settings, TOPICS.generation(), memory, metrics.unreadableTo(TOPICS.deadLetters()));
    }

    private <V extends SpecificRecord> TestInputTopic<String, V> input(Topic<V> topic) {
        return driver.createInputTopic(
                topic.name(), topic.keySerde().serializer(), topic.valueSerde().serializer());
    }

    private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
        return driver.createOutputTopic(
                topic.name(),
                topic.keySerde().deserializer(),
                topic.valueSerde().deserializer());
    }
}
