// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import dev.playhead.formats.body.RejectReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** What the intake counts. Every label is one of a fixed set; never an application, a session or a host. */
public final class IntakeMetrics {

    private final MeterRegistry registry;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Counter bytesAcknowledged;
    private final Counter recordsAcknowledged;
    private final Counter eventsDeadLettered;

    public IntakeMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge("playhead.gateway.uploads.inflight", inFlight);
        bytesAcknowledged = registry.counter("playhead.gateway.bytes.acknowledged");
        recordsAcknowledged = registry.counter("playhead.gateway.records.acknowledged");
        eventsDeadLettered = registry.counter("playhead.gateway.events.deadlettered");
    }

    void started() {
        inFlight.incrementAndGet();
    }

    void ended() {
        inFlight.decrementAndGet();
    }

    void acknowledged(int bytes, int records) {
        bytesAcknowledged.increment(bytes);
        recordsAcknowledged.increment(records);
    }

    void deadLettered(int events) {
        eventsDeadLettered.increment(events);
    }

    void ignored(Reading.Ignored kind) {
        registry.counter("playhead.gateway.items.ignored", "kind", kind.label()).increment();
    }

    /** @param rule a name from the operator's configuration */
    void dropped(String rule) {
        registry.counter("playhead.gateway.segments.dropped", "rule", rule).increment();
    }

    /** Also for what is refused before it is an upload: a body that is too large on the wire. */
    public void rejected(RejectReason reason) {
        registry.counter("playhead.gateway.uploads.rejected", "reason", reason.label())
                .increment();
    }

    /** Also for what is put off before it is an upload: a body that there is no room for. */
    public void postponed(IntakeResult.Cause cause) {
        registry.counter("playhead.gateway.uploads.postponed", "reason", cause.label())
                .increment();
    }
}
