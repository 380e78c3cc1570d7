// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.topology;

import dev.playhead.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The views of the sessions. All are window stores whose window starts at the session's anchor, a receive time, unless
 * they say otherwise: what has passed its retention is dropped by whole RocksDB segments, without tombstones. Keys are
 * {@link StoreKeys}.
 */
public final class ReplayStores {

    /** Segment key to a {@code SegmentRef}, as in its topic. */
    public static final String SEGMENTS = "session-segments";

    /** Entry key to a {@code TimelineEntry}, as in its topic. */
    public static final String TIMELINE = "session-timeline";

    /** Session key to a {@code SessionSummary}, as in its topic. */
    public static final String SUMMARIES = "session-summaries";

    /** Row key to a {@link SessionRow}. */
    public static final String BY_TIME = "sessions-by-time";

    /**
     * Item key to an {@link ItemRow}. Its window starts when the item was received: by the session's anchor, rows that
     * were received one after the other would lie in several RocksDB segments, and those are read one after the other.
     */
    public static final String ITEMS_BY_TIME = "events-by-time";

    /** Session key to nothing: the session was erased. Its window starts when it was. */
    public static final String ERASED = "erased-sessions";

    public static final List<String> NAMES = List.of(SEGMENTS, TIMELINE, SUMMARIES, BY_TIME, ITEMS_BY_TIME, ERASED);

    /**
     * Later than any receive time. A range fetch up to {@code Long.MAX_VALUE} is a near-full scan: Streams can then not
     * say where in the key order the range ends.
     */
    public static final Instant LATEST = Instant.ofEpochMilli((1L << 48) - 1);

    private static final Duration INSTANT = Duration.ofMillis(1);

    private ReplayStores() {}

    static List<StoreBuilder<WindowStore<Bytes, byte[]>>> keptFor(Duration retention) {
        return NAMES.stream().map(name -> store(name, retention)).toList();
    }

    private static StoreBuilder<WindowStore<Bytes, byte[]>> store(String name, Duration retention) {
        return Stores.windowStoreBuilder(
                        Stores.persistentWindowStore(name, retention, INSTANT, false),
                        Serdes.Bytes(),
                        Serdes.ByteArray())
                .withCachingDisabled()
                // one large row would otherwise kill the thread, again after each restart
                .withLoggingEnabled(Map.of("max.message.bytes", Integer.toString(Topics.MAX_RECORD_BYTES)));
    }
}
