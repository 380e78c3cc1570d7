// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.schemas;

import dev.playhead.config.Settings;
import dev.playhead.schemas.v1.Control;
import dev.playhead.schemas.v1.DeadLetter;
import dev.playhead.schemas.v1.Erasure;
import dev.playhead.schemas.v1.Generation;
import dev.playhead.schemas.v1.RumBatch;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.SessionEnded;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.Share;
import dev.playhead.schemas.v1.TimelineEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.avro.specific.SpecificRecord;

/**
 * The topics of an installation, as one generation sees them: the one list that creation, verification, producers and
 * consumers share. What is received is there once; what is derived from it has topics of its own in each generation.
 *
 * @param prefix before every name
 * @param generation from {@link #FIRST_GENERATION}, whose topics bear the public names
 * @param segments recordings as sent
 * @param rumEvents RUM events as sent
 * @param control what operators have decided about sessions
 * @param generations which generations there are
 * @param erasures which erasures were carried out
 * @param shares links to sessions
 * @param segmentRefs where each readable segment lies
 * @param timelineEntries markers and RUM items
 * @param sessions the latest summary of each session
 * @param sessionEnded each close of a session
 * @param deadLetters what could not be used, and why; in the first generation also what gateways refused
 */
public record Topics(
        String prefix,
        int generation,
        Topic<Segment> segments,
        Topic<RumBatch> rumEvents,
        Topic<Control> control,
        Topic<Generation> generations,
        Topic<Erasure> erasures,
        Topic<Share> shares,
        Topic<SegmentRef> segmentRefs,
        Topic<TimelineEntry> timelineEntries,
        Topic<SessionSummary> sessions,
        Topic<SessionEnded> sessionEnded,
        Topic<DeadLetter> deadLetters) {

    public static final String DEFAULT_PREFIX = "playhead.";

    public static final int FIRST_GENERATION = 1;

    /** Largest body of one stored record; a larger segment is split. */
    public static final int MAX_BODY_BYTES = 4 << 20;

    /** Room for a body and what is around it. */
    public static final int MAX_RECORD_BYTES = MAX_BODY_BYTES + (64 << 10);

    /** Room for a record and what is around it, for producers. */
    public static final int MAX_REQUEST_BYTES = MAX_RECORD_BYTES + (64 << 10);

    /** No link may hold for longer, so that none is forgotten while it holds, be it revoked or not. */
    public static final Duration MAX_SHARE = Duration.ofDays(365);

    private static final Duration SHARE_RETENTION = MAX_SHARE.plusDays(1);
    private static final Duration RETENTION = Duration.ofDays(30);
    private static final Duration SESSION_ENDED_RETENTION = Duration.ofDays(7);
    private static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(14);
    private static final Map<String, String> KEPT_FOR_EVER =
            Map.of("cleanup.policy", "compact", "max.message.bytes", Integer.toString(MAX_RECORD_BYTES));

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

    /**
     * As the first generation sees them.
     *
     * @param prefix put before every name, such as {@code playhead.}
     */
    public static Topics of(String prefix, SchemaRegistry registry) {
        return new Topics(
                prefix,
                FIRST_GENERATION,
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
                new Topic<>(prefix + "control.v1", new AvroSerde<>(Control.class, registry), KEPT_FOR_EVER),
                new Topic<>(
                        prefix + "generations.v1",
                        new AvroSerde<>(Generation.class, registry),
                        KEPT_FOR_EVER,
                        OptionalInt.of(1)),
                new Topic<>(
                        prefix + "erasures.v1",
                        new AvroSerde<>(Erasure.class, registry),
                        KEPT_FOR_EVER,
                        OptionalInt.of(1)),
                new Topic<>(
                        prefix + "shares.v1",
                        new AvroSerde<>(Share.class, registry),
                        Map.of(
                                "cleanup.policy", "compact,delete",
                                "retention.ms", Long.toString(SHARE_RETENTION.toMillis()),
                                "max.message.bytes", Integer.toString(MAX_RECORD_BYTES)),
                        OptionalInt.of(1)),
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

    /** As another generation sees them: {@code PREFIXgN.NAME} instead of {@code PREFIXNAME}, but for the first. */
    public Topics ofGeneration(int number) {
        return new Topics(
                prefix,
                number,
                segments,
                rumEvents,
                control,
                generations,
                erasures,
                shares,
                of(number, segmentRefs),
                of(number, timelineEntries),
                of(number, sessions),
                of(number, sessionEnded),
                of(number, deadLetters));
    }

    private <V extends SpecificRecord> Topic<V> of(int number, Topic<V> derived) {
        String name = derived.name().substring(infix(generation).length());
        return derived.named(infix(number) + name);
    }

    /** What stands before the derived topics' names. */
    private String infix(int number) {
        return number == FIRST_GENERATION ? prefix : "%sg%d.".formatted(prefix, number);
    }

    /** What processors read: what was sent, and what operators decided about it. */
    public List<Topic<?>> received() {
        return List.of(segments, rumEvents, control);
    }

    /** All that this generation reads and writes, and for the first all that an installation begins with. */
    public List<Topic<?>> all() {
        List<Topic<?>> all = new ArrayList<>(shared());
        all.addAll(derived());
        return List.copyOf(all);
    }

    /** Those that are there once, whatever generations there are. */
    public List<Topic<?>> shared() {
        return generation == FIRST_GENERATION
                ? List.of(segments, rumEvents, control, generations, erasures, shares, deadLetters)
                : List.of(segments, rumEvents, control, generations, erasures, shares);
    }

    /** Those that are this generation's alone, and go with it. */
    public List<Topic<?>> derived() {
        return generation == FIRST_GENERATION
                ? List.of(segmentRefs, timelineEntries, sessions, sessionEnded)
                : List.of(segmentRefs, timelineEntries, sessions, sessionEnded, deadLetters);
    }

    private static Map<String, String> kept(Duration retention) {
        return Map.of(
                "cleanup.policy", "delete",
                "retention.ms", Long.toString(retention.toMillis()),
                "max.message.bytes", Integer.toString(MAX_RECORD_BYTES));
    }
}
