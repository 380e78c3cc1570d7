// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.applications.OriginPattern;
import dev.playhead.query.api.ReplayPlan.LanePlan;
import dev.playhead.query.api.ReplayPlan.Range;
import dev.playhead.query.api.ReplayPlan.Step;
import dev.playhead.query.api.ReplayPlan.Step.Gap;
import dev.playhead.query.api.ReplayPlan.Step.Play;
import dev.playhead.query.store.SegmentBodies;
import dev.playhead.query.store.SegmentBodies.Fetched;
import dev.playhead.query.store.StoredSegment;
import io.micrometer.core.instrument.Counter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A session's replay, piece by piece: whoever reads it asks for the next piece when there is room for it, and simply
 * stops asking when nobody listens any more. Blocks; for one thread at a time.
 */
public final class EventStream {

    /** The session was erased while it was read. What was sent until then is all there will be of it. */
    public static final class ErasedMeanwhileException extends RuntimeException {

        private static final long serialVersionUID = 1;

        ErasedMeanwhileException() {
            super("erased while it was read");
        }
    }

    private final Range range;
    private final SegmentBodies bodies;
    private final ReplaySettings settings;
    private final List<OriginPattern> assetOrigins;
    private final BooleanSupplier erased;
    private final Counter dropped;
    private final Iterator<LanePlan> lanes;
    private final EventLines lines = new EventLines();
    private Iterator<Step> steps = List.<Step>of().iterator();
    private Optional<Step> ahead = Optional.empty();
    private Optional<LaneConversion> lane = Optional.empty();

    /** @param erased whether the session is gone by now; asked before each piece is given out */
    EventStream(
            ReplayPlan plan,
            Range range,
            SegmentBodies bodies,
            ReplaySettings settings,
            List<OriginPattern> assetOrigins,
            BooleanSupplier erased,
            Counter dropped) {
        this.range = range;
        this.bodies = bodies;
        this.settings = settings;
        this.assetOrigins = List.copyOf(assetOrigins);
        this.erased = erased;
        this.dropped = dropped;
        this.lanes = plan.lanes().iterator();
    }

    /**
     * The next lines as NDJSON, never cut; empty at the end.
     *
     * @throws SegmentBodies.BodiesUnavailableException if the log does not answer
     * @throws ErasedMeanwhileException if the session is gone
     */
    public Optional<byte[]> next() {
        while (true) {
            List<Step> batch = nextBatch();
            if (batch.isEmpty() && !nextLane()) {
                return Optional.empty();
            }
            lane.ifPresent(current -> play(batch, current));
            byte[] piece = lines.take();
            if (erased.getAsBoolean()) {
                throw new ErasedMeanwhileException();
            }
            if (piece.length > 0) {
                return Optional.of(piece);
            }
        }
    }

    private boolean nextLane() {
        lane.ifPresent(finished -> dropped.increment((double) finished.droppedOperations()));
        lane = Optional.empty();
        if (!lanes.hasNext()) {
            return false;
        }
        LanePlan plan = lanes.next();
        steps = plan.steps().iterator();
        lane = Optional.of(new LaneConversion(plan.lane(), range, settings.limits(), assetOrigins, lines));
        return true;
    }

    private List<Step> nextBatch() {
        List<Step> batch = new ArrayList<>();
        long bytes = 0;
        while (batch.size() < settings.batchSegments() && (ahead.isPresent() || steps.hasNext())) {
            Step step = ahead.orElseGet(steps::next);
            ahead = Optional.empty();
            bytes += step instanceof Play play ? play.segment().ref().getBytes() : 0;
            if (!batch.isEmpty() && bytes > (long) settings.batchKiB() << 10) {
                ahead = Optional.of(step);
                break;
            }
            batch.add(step);
        }
        return batch;
    }

    private void play(List<Step> batch, LaneConversion conversion) {
        List<StoredSegment> wanted = batch.stream()
                .filter(Play.class::isInstance)
                .map(step -> ((Play) step).segment())
                .toList();
        Map<StoredSegment, Fetched> fetched = wanted.isEmpty() ? Map.of() : bodies.fetch(wanted);
        for (Step step : batch) {
            switch (step) {
                case Gap(Damage damage) -> conversion.gap(damage);
                case Play play -> {
                    Fetched body = fetched.get(play.segment());
                    if (body == null) {
                        throw new IllegalStateException("a fetch answers for every segment it is asked for");
                    }
                    conversion.play(play, body);
                }
            }
        }
    }
}
