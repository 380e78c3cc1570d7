// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.topology;

import dev.playhead.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;

/**
 * What the stream processor found out and what operators decided, in; the stores that answer queries, out.
 *
 * <pre>
 * segment-refs ─────┐         ┌─▶ [session-segments]
 * timeline-entries ─┼─ views ─┼─▶ [session-timeline]
 * sessions ─────────┤         ├─▶ [session-summaries]
 * control ──────────┘         ├─▶ [sessions-by-time]
 *                             ├─▶ [events-by-time]
 *                             └─▶ [erased-sessions]
 * </pre>
 *
 * <p>One processor writes all of them, so that every view of a session is on one instance. That holds only while the
 * topics have equally many partitions, see {@link dev.playhead.streams.CoPartitioning}.
 *
 * <p>Decisions are read here as well as by the processor, so that a session is gone from the answers at once, however
 * far behind the processor is.
 */
public final class ViewsTopology implements Supplier<Topology> {

    private static final String REFS = "segment-refs";
    private static final String ENTRIES = "timeline-entries";
    private static final String SESSIONS = "sessions";
    private static final String CONTROL = "control";
    private static final String VIEWS = "views";

    private final Properties properties;
    private final Topics topics;
    private final Duration retention;
    private final SessionChanges changes;

    /**
     * @param properties of the application; the topology hears {@code ensure.explicit.internal.resource.naming} only so
     * @param retention how long a session is kept after its anchor
     * @param changes told of each session whose stores have changed
     */
    public ViewsTopology(Properties properties, Topics topics, Duration retention, SessionChanges changes) {
        this.properties = properties;
        this.topics = topics;
        this.retention = retention;
        this.changes = changes;
    }

    /** Names of the source topics, which must have equally many partitions. */
    public static List<String> sources(Topics topics) {
        return List.of(
                topics.segmentRefs().name(),
                topics.timelineEntries().name(),
                topics.sessions().name(),
                topics.control().name());
    }

    @Override
    public Topology get() {
        Topology topology = new Topology(new TopologyConfig(new StreamsConfig(properties)));
        addSource(topology, REFS, topics.segmentRefs().name(), ViewUpdates.refs(topics.segmentRefs()));
        addSource(topology, ENTRIES, topics.timelineEntries().name(), ViewUpdates.entries(topics.timelineEntries()));
        addSource(topology, SESSIONS, topics.sessions().name(), ViewUpdates.sessions(topics.sessions()));
        addSource(topology, CONTROL, topics.control().name(), ViewUpdates.control(topics.control()));
        topology.addProcessor(
                VIEWS,
                () -> new ViewsProcessor(topics.segmentRefs(), topics.timelineEntries(), topics.sessions(), changes),
                REFS,
                ENTRIES,
                SESSIONS,
                CONTROL);
        ReplayStores.keptFor(retention).forEach(store -> topology.addStateStore(store, VIEWS));
        return topology;
    }

    private static void addSource(Topology topology, String name, String topic, Deserializer<ViewUpdate> values) {
        topology.addSource(AutoOffsetReset.earliest(), name, ViewUpdates.keys(), values, topic);
    }
}
