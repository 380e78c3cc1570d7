// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.body.RejectReason;
import dev.playhead.processor.session.SessionLimit;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.v1.DeadLetter;
import dev.playhead.schemas.v1.EndReason;
import dev.playhead.streams.UnreadableRecords;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** What the processor counts. Safe for many threads. */
public final class ProcessorMetrics {

    private final MeterRegistry registry;
    private final Counter decodedSegments;
    private final Counter decodedEvents;
    private final Counter emittedSummaries;
    private final Counter reopenedSessions;
    private final Counter forgottenSessions;
    private final Counter erasedSessions;
    private final Counter refusedSegments;
    private final Counter refusedRumBatches;

    public ProcessorMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.decodedSegments = Counter.builder("playhead.processor.segments.decoded")
                .description("Segments read, duplicates included")
                .register(registry);
        this.decodedEvents = Counter.builder("playhead.processor.rum.events.decoded")
                .description("RUM events read, duplicates included")
                .register(registry);
        this.emittedSummaries = Counter.builder("playhead.processor.summaries.emitted")
                .description("Session summaries published")
                .register(registry);
        this.reopenedSessions = Counter.builder("playhead.processor.sessions.reopened")
                .description("Closed sessions for which something came after all")
                .register(registry);
        this.forgottenSessions = Counter.builder("playhead.processor.sessions.forgotten")
                .description("Closed sessions of which nothing is kept here any more")
                .register(registry);
        this.erasedSessions = Counter.builder("playhead.processor.sessions.erased")
                .description("Sessions erased, each once")
                .register(registry);
        this.refusedSegments = refused("segment");
        this.refusedRumBatches = refused("rum_batch");
    }

    private Counter refused(String kind) {
        return Counter.builder("playhead.processor.records.refused")
                .description("Records of erased sessions, which nobody looks at")
                .tag("kind", kind)
                .register(registry);
    }

    void segmentDecoded() {
        decodedSegments.increment();
    }

    void eventsDecoded(int count) {
        decodedEvents.increment(count);
    }

    void summaryEmitted() {
        emittedSummaries.increment();
    }

    void sessionClosed(EndReason reason) {
        Counter.builder("playhead.processor.sessions.closed")
                .description("Sessions closed, each as often as it was")
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }

    void sessionReopened() {
        reopenedSessions.increment();
    }

    void sessionForgotten() {
        forgottenSessions.increment();
    }

    void sessionErased() {
        erasedSessions.increment();
    }

    /** A segment, or a part of one, came for an erased session. */
    void segmentRefused() {
        refusedSegments.increment();
    }

    /** A RUM batch came for an erased session. */
    void rumBatchRefused() {
        refusedRumBatches.increment();
    }

    /** Something was not indexed, or not any more, since its session has too much; duplicates included. */
    void dropped(SessionLimit limit, int count) {
        if (count > 0) {
            Counter.builder("playhead.processor.session.excess.dropped")
                    .description("What sessions had too much of and is not indexed, duplicates included")
                    .tag("limit", limit.name().toLowerCase(Locale.ROOT))
                    .register(registry)
                    .increment(count);
        }
    }

    /** Where Streams puts records that it cannot read, counted like everything that goes there. */
    UnreadableRecords.Destination unreadableTo(Topic<DeadLetter> deadLetters) {
        return new UnreadableRecords.Destination(deadLetters, () -> rejected(UnreadableRecords.REASON));
    }

    /** Something went to the dead letters. */
    void rejected(RejectReason reason) {
        Counter.builder("playhead.processor.dead.letters.written")
                .description("Segments, RUM events and unreadable records set aside")
                .tag("reason", reason.label())
                .register(registry)
                .increment();
    }
}
