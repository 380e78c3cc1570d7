// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.applications.Applications;
import dev.playhead.query.api.ReplayPlan.Range;
import dev.playhead.query.store.Answer;
import dev.playhead.query.store.Answer.Absent;
import dev.playhead.query.store.Answer.Found;
import dev.playhead.query.store.ReplayStore;
import dev.playhead.query.store.SegmentBodies;
import dev.playhead.schemas.SessionKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** A session's recording as rrweb events. */
public final class EventsHandler {

    private final ReplayStore store;
    private final SegmentBodies bodies;
    private final ReplaySettings settings;
    private final Supplier<Applications> applications;
    private final Counter dropped;

    public EventsHandler(
            ReplayStore store,
            SegmentBodies bodies,
            ReplaySettings settings,
            Supplier<Applications> applications,
            MeterRegistry metrics) {
        this.store = store;
        this.bodies = bodies;
        this.settings = settings;
        this.applications = applications;
        this.dropped = Counter.builder("playhead.query.operations.dropped")
                .description("Recorded operations on nodes that no full snapshot has shown")
                .register(metrics);
    }

    /**
     * The events of a session or of one of its views.
     *
     * @param fromMs from the last full snapshot at or before this moment of recorder time
     * @param toMs up to this moment, exclusive
     */
    public Answer<EventStream> events(SessionKey key, Optional<String> view, OptionalLong fromMs, OptionalLong toMs) {
        Range range = new Range(view, fromMs, toMs);
        return store.session(key)
                .then(session -> store.segments(session).then(segments -> {
                    List<Lane> lanes = Lane.of(session.summary(), segments);
                    if (view.isPresent()
                            && lanes.stream().noneMatch(lane -> lane.view().equals(view.get()))) {
                        return new Absent<>();
                    }
                    return new Found<>(new EventStream(
                            ReplayPlan.of(lanes, range),
                            range,
                            bodies,
                            settings,
                            applications.get().assetOriginsOf(key.app()),
                            () -> store.isErased(key),
                            dropped));
                }));
    }
}
