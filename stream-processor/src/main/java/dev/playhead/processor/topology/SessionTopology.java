// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.processor.row.MemberRow;
import dev.playhead.processor.row.SessionRow;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Raw segments, RUM events and what operators decided in; references, timeline entries, summaries and the ends of
 * sessions out.
 *
 * <pre>
 *                                                       ┌──▶ segment-refs
 * segments   ──▶ decode-segments   ──┐                  ├──▶ timeline-entries
 *                [segment-parts]     ├─▶ merge-sessions ─┤
 * rum-events ──▶ decode-rum-events ──┘   [4 stores]      ├──▶ sessions
 *                      ▲                                └──▶ session-ended
 *               [erased-sessions]
 *                      │
 * control    ──▶ erase-sessions ──▶ tombstones to segment-refs, timeline-entries and sessions
 *
 * dead-letters from decode-segments, decode-rum-events and erase-sessions
 * </pre>
 *
 * <p>One sub-topology: all inputs are keyed by session and have as many partitions, so that all of a session meets in
 * one task. Names of nodes and stores are part of what an upgrade must keep.
 */
public final class SessionTopology implements Supplier<Topology> {

    /** hash16(app, session) → the session's row. */
    public static final String SESSION_STATE = "session-state";

    /** hash16, kind1, idHash8 → a segment, RUM item or view document of the session. */
    public static final String SESSION_MEMBERS = "session-members";

    /** kind1, deadline8, hash16 → nothing; for parts the rest of their key behind it. */
    public static final String SESSION_DEADLINES = "session-deadlines";

    /**
     * hash16, identityHash8, crc4, parts2 → what is known of a split segment; with part2 behind it → a part's bytes.
     */
    public static final String SEGMENT_PARTS = "segment-parts";

    /** hash16 → nothing: the session was erased. */
    public static final String ERASED_SESSIONS = "erased-sessions";

    /** Names of all stores. */
    public static final List<String> STORES =
            List.of(SESSION_STATE, SESSION_MEMBERS, SESSION_DEADLINES, SEGMENT_PARTS, ERASED_SESSIONS);

    static final String SEGMENTS = "segments";
    static final String RUM_EVENTS = "rum-events";
    static final String CONTROL = "control";
    static final String DECODE_SEGMENTS = "decode-segments";
    static final String DECODE_RUM_EVENTS = "decode-rum-events";
    static final String MERGE_SESSIONS = "merge-sessions";
    static final String ERASE_SESSIONS = "erase-sessions";
    static final String SEGMENT_REFS = "segment-refs";
    static final String TIMELINE_ENTRIES = "timeline-entries";
    static final String SESSIONS = "sessions";
    static final String SESSION_ENDED = "session-ended";
    static final String DEAD_LETTERS = "dead-letters";

    private static final Map<String, String> CHANGELOG =
            Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Topics.MAX_RECORD_BYTES));

    private final TopologyConfig config;
    /**
     * Bytes of parts are deleted as soon as the segment is whole, and a changelog's active file is never compacted:
     * small files let the space go.
     */
    private static final int PARTS_CHANGELOG_FILE_BYTES = 64 << 20;

    private final Topics topics;
    private final SessionSettings settings;
    private final Backlog backlog;
    private final ProcessorMetrics metrics;

    /**
     * @param config goes to the topology itself, the only place where {@code ensure.explicit.internal.resource.naming}
     *     is heard
     * @param backlog of the topics that are read
     */
    public SessionTopology(
            TopologyConfig config, Topics topics, SessionSettings settings, Backlog backlog, ProcessorMetrics metrics) {
        this.config = config;
        this.topics = topics;
        this.settings = settings;
        this.backlog = backlog;
        this.metrics = metrics;
    }

    /** Names of the source topics, which must have equally many partitions. */
    public static List<String> sources(Topics topics) {
        return topics.received().stream().map(Topic::name).toList();
    }

    @Override
    public Topology get() {
        Topology topology = new Topology(config);
        addSource(topology, SEGMENTS, topics.segments());
        addSource(topology, RUM_EVENTS, topics.rumEvents());
        addSource(topology, CONTROL, topics.control());
        topology.addProcessor(
                DECODE_SEGMENTS, () -> new DecodeSegments(settings.bodies(), settings.split(), metrics), SEGMENTS);
        topology.addProcessor(DECODE_RUM_EVENTS, () -> new DecodeRumEvents(settings.bodies(), metrics), RUM_EVENTS);
        Set<String> inputs = Set.of(topics.segments().name(), topics.rumEvents().name());
        topology.addProcessor(
                MERGE_SESSIONS,
                () -> new MergeSessions(inputs, settings, backlog, metrics),
                DECODE_SEGMENTS,
                DECODE_RUM_EVENTS);
        topology.addProcessor(ERASE_SESSIONS, () -> new EraseSessions(metrics), CONTROL);
        addStores(topology);
        addSink(topology, SEGMENT_REFS, topics.segmentRefs(), MERGE_SESSIONS, ERASE_SESSIONS);
        addSink(topology, TIMELINE_ENTRIES, topics.timelineEntries(), MERGE_SESSIONS, ERASE_SESSIONS);
        addSink(topology, SESSIONS, topics.sessions(), MERGE_SESSIONS, ERASE_SESSIONS);
        addSink(topology, SESSION_ENDED, topics.sessionEnded(), MERGE_SESSIONS);
        addSink(topology, DEAD_LETTERS, topics.deadLetters(), DECODE_SEGMENTS, DECODE_RUM_EVENTS, ERASE_SESSIONS);
        return topology;
    }

    private static void addSource(Topology topology, String name, Topic<?> topic) {
        topology.addSource(
                AutoOffsetReset.earliest(),
                name,
                // a negative timestamp would stop the thread for good, and nothing here is decided by it
                (record, partitionTimeMs) -> Math.max(0, record.timestamp()),
                topic.keySerde().deserializer(),
                topic.valueSerde().deserializer(),
                topic.name());
    }

    private static void addSink(Topology topology, String name, Topic<?> topic, String... parents) {
        topology.addSink(
                name,
                topic.name(),
                topic.keySerde().serializer(),
                topic.valueSerde().serializer(),
                parents);
    }

    private static void addStores(Topology topology) {
        // a session's row changes with each of its records: the cache writes it to the changelog once a commit
        topology.addStateStore(
                store(SESSION_STATE, new RowSerde<>(SessionRow.class)).withCachingEnabled(),
                MERGE_SESSIONS,
                ERASE_SESSIONS);
        topology.addStateStore(store(SESSION_MEMBERS, new RowSerde<>(MemberRow.class)), MERGE_SESSIONS, ERASE_SESSIONS);
        topology.addStateStore(
                store(SESSION_DEADLINES, Serdes.ByteArray()), DECODE_SEGMENTS, MERGE_SESSIONS, ERASE_SESSIONS);
        topology.addStateStore(
                store(ERASED_SESSIONS, Serdes.ByteArray()), DECODE_SEGMENTS, DECODE_RUM_EVENTS, ERASE_SESSIONS);
        Map<String, String> partsChangelog = new HashMap<>(CHANGELOG);
        partsChangelog.put(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(PARTS_CHANGELOG_FILE_BYTES));
        topology.addStateStore(
                store(SEGMENT_PARTS, Serdes.ByteArray()).withLoggingEnabled(partsChangelog),
                DECODE_SEGMENTS,
                MERGE_SESSIONS,
                ERASE_SESSIONS);
    }

    private static <V> StoreBuilder<KeyValueStore<Bytes, V>> store(String name, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), values)
                .withLoggingEnabled(CHANGELOG)
                .withCachingDisabled();
    }
}
