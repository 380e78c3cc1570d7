// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.query.api.Lane.Hole;
import dev.playhead.query.store.StoredSegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What has to be played of a session, in order: lane after lane, in each its segments by index, and where something is
 * missing a gap. Pure; nothing is fetched yet.
 */
record ReplayPlan(List<LanePlan> lanes) {

    ReplayPlan {
        lanes = List.copyOf(lanes);
    }

    /**
     * Which part of a session is wanted.
     *
     * @param view only this one; empty for all
     * @param fromMs from the last full snapshot at or before this moment of recorder time
     * @param toMs up to this moment, exclusive
     */
    public record Range(Optional<String> view, OptionalLong fromMs, OptionalLong toMs) {

        public static final Range WHOLE = new Range(Optional.empty(), OptionalLong.empty(), OptionalLong.empty());

        boolean isBeforeEnd(long atMs) {
            return toMs.isEmpty() || atMs < toMs.getAsLong();
        }
    }

    /** One step of a lane. */
    sealed interface Step {

        /**
         * Convert a segment.
         *
         * @param position in the lane
         * @param snapshotMs hold back what comes before the full snapshot of this time; empty to hold back nothing
         */
        record Play(StoredSegment segment, int position, OptionalLong snapshotMs) implements Step {}

        record Gap(Damage damage) implements Step {}
    }

    record LanePlan(Lane lane, List<Step> steps) {

        LanePlan {
            steps = List.copyOf(steps);
        }
    }

    static ReplayPlan of(List<Lane> lanes, Range range) {
        return new ReplayPlan(lanes.stream()
                .filter(lane -> range.view().map(lane.view()::equals).orElse(true))
                .filter(lane -> range.fromMs().isEmpty()
                        || lane.endMs() >= range.fromMs().getAsLong())
                .map(lane -> new LanePlan(lane, steps(lane, range)))
                .toList());
    }

    /** The segments of a whole lane that can be played, in order. */
    static List<Step.Play> plays(Lane lane) {
        return steps(lane, Range.WHOLE).stream()
                .filter(Step.Play.class::isInstance)
                .map(Step.Play.class::cast)
                .toList();
    }

    private record Start(int position, OptionalLong snapshotMs) {

        boolean isAfter(Hole hole) {
            return snapshotMs.isPresent() && hole.position() <= position;
        }
    }

    private static List<Step> steps(Lane lane, Range range) {
        List<Step> steps = new ArrayList<>();
        if (!lane.isSupported()) {
            lane.holes().stream()
                    .map(Hole::damage)
                    .filter(damage -> range.isBeforeEnd(damage.startMs()))
                    .forEach(damage -> steps.add(new Step.Gap(damage)));
            return steps;
        }
        Start start = start(lane, range);
        List<Hole> holes =
                lane.holes().stream().filter(hole -> !start.isAfter(hole)).toList();
        boolean lost = false; // until the next full snapshot, in a lane that cannot do without what is missing
        for (int position = start.position(); position <= lane.segments().size(); position++) {
            for (Hole hole : holes) {
                if (hole.position() == position) {
                    lost = lane.isStateful();
                    if (range.isBeforeEnd(hole.damage().startMs())) {
                        steps.add(new Step.Gap(hole.damage()));
                    }
                }
            }
            if (position < lane.segments().size()) {
                StoredSegment segment = lane.segments().get(position);
                OptionalLong snapshotMs = position == start.position() ? start.snapshotMs() : OptionalLong.empty();
                if (lost) {
                    snapshotMs = segment.firstFullSnapshotMs();
                    lost = snapshotMs.isEmpty();
                }
                if (!lost && range.isBeforeEnd(segment.ref().getStartMs())) {
                    steps.add(new Step.Play(segment, position, snapshotMs));
                }
            }
        }
        return steps;
    }

    /** The last full snapshot at or before the moment asked for; the lane's start where there is none. */
    private static Start start(Lane lane, Range range) {
        if (range.fromMs().isPresent()) {
            long fromMs = range.fromMs().getAsLong();
            for (int position = lane.segments().size() - 1; position >= 0; position--) {
                OptionalLong snapshotMs = lane.segments().get(position).ref().getFullSnapshotsMs().stream()
                        .mapToLong(Long::longValue)
                        .filter(atMs -> atMs <= fromMs)
                        .max();
                if (snapshotMs.isPresent()) {
                    return new Start(position, snapshotMs);
                }
            }
        }
        return new Start(0, OptionalLong.empty());
    }
}
