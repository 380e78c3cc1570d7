// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.schemas;

import dev.playhead.config.Settings;
import dev.playhead.schemas.v1.Control;
import dev.playhead.schemas.v1.DeadLetter;
import dev.playhead.schemas.v1.RumBatch;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.SessionEnded;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.TimelineEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * All topics of an installation: the one list that creation, verification, producers and consumers share.
 *
 * @param segments recordings as sent
 * @param rumEvents RUM events as sent
 * @param control what operators have decided about sessions
 * @param segmentRefs where each readable segment lies
 * @param timelineEntries markers and RUM items
 * @param sessions the latest summary of each session
 * @param sessionEnded each close of a session
 * @param deadLetters what could not be used, and why
 */
public record Topics(
        Topic<Segment> segments,
        Topic<RumBatch> rumEvents,
        Topic<Control> control,
        Topic<SegmentRef> segmentRefs,
        Topic<TimelineEntry> timelineEntries,
        Topic<SessionSummary> sessions,
        Topic<SessionEnded> sessionEnded,
        Topic<DeadLetter> deadLetters) {

    public static final String DEFAULT_PREFIX = "playhead.";

    /** Largest body of one stored record; a larger segment is split. */
    public static final int MAX_BODY_BYTES = 4 << 20;

    /** Room for a body and what is around it. */
    public static final int MAX_RECORD_BYTES = MAX_BODY_BYTES + (64 << 10);

    /** Room for a record and what is around it, for producers. */
    public static final int MAX_REQUEST_BYTES = MAX_RECORD_BYTES + (64 << 10);

    private static final Duration RETENTION = Duration.ofDays(30);
    private static final Duration SESSION_ENDED_RETENTION = Duration.ofDays(7);
    private static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(14);

    /**
     * The topics of an installation: {@code PLAYHEAD_TOPIC_PREFIX} is put before every name, and the ids of schemas
     * come from where {@link RegistryConfig} says.
     *
     * @throws IllegalStateException naming every setting that is wrong
     */
    public static Topics from(Map<String, String> environment) {
        Settings settings = new Settings(environment);
        String prefix = settings.text("PLAYHEAD_TOPIC_PREFIX", DEFAULT_PREFIX);
        settings.check();
        return of(prefix, RegistryConfig.from(environment).registry());
    }

    /** @param prefix put before every name, such as {@code playhead.} */
    public static Topics of(String prefix, SchemaRegistry registry) {
        return new Topics(
                new Topic<>(
                        prefix + "segments.v1",
                        new AvroSerde<>(Segment.class, registry),
                        Map.of(
                                "cleanup.policy",
                                "delete",
                                "retention.ms",
                                Long.toString(RETENTION.toMillis()),
                                "compression.type",
                                "producer",
                                "max.message.bytes",
                                Integer.toString(MAX_RECORD_BYTES))),
                new Topic<>(
                        prefix + "rum-events.v1",
                        new AvroSerde<>(RumBatch.class, registry),
                        Map.of(
                                "cleanup.policy", "delete",
                                "retention.ms", Long.toString(RETENTION.toMillis()),
                                "max.message.bytes", Integer.toString(MAX_RECORD_BYTES))),
                new Topic<>(
                        prefix + "control.v1",
                        new AvroSerde<>(Control.class, registry),
                        Map.of("cleanup.policy", "compact", "max.message.bytes", Integer.toString(MAX_RECORD_BYTES))),
                new Topic<>(prefix + "segment-refs.v1", new AvroSerde<>(SegmentRef.class, registry), kept(RETENTION)),
                new Topic<>(
                        prefix + "timeline-entries.v1",
                        new AvroSerde<>(TimelineEntry.class, registry),
                        kept(RETENTION)),
                new Topic<>(
                        prefix + "sessions.v1",
                        new AvroSerde<>(SessionSummary.class, registry),
                        Map.of(
                                "cleanup.policy", "compact,delete",
                                "retention.ms", Long.toString(RETENTION.toMillis()),
                                "max.message.bytes", Integer.toString(MAX_RECORD_BYTES))),
                new Topic<>(
                        prefix + "session-ended.v1",
                        new AvroSerde<>(SessionEnded.class, registry),
                        kept(SESSION_ENDED_RETENTION)),
                new Topic<>(
                        prefix + "dead-letter.v1",
                        new AvroSerde<>(DeadLetter.class, registry),
                        kept(DEAD_LETTER_RETENTION)));
    }

    public List<Topic<?>> all() {
        return List.of(segments, rumEvents, control, segmentRefs, timelineEntries, sessions, sessionEnded, deadLetters);
    }

    private static Map<String, String> kept(Duration retention) {
        return Map.of(
                "cleanup.policy", "delete",
                "retention.ms", Long.toString(retention.toMillis()),
                "max.message.bytes", Integer.toString(MAX_RECORD_BYTES));
    }
}
