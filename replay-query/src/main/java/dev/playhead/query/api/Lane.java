// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.formats.RecordingFormat;
import dev.playhead.query.store.StoredSegment;
import dev.playhead.schemas.v1.MissingSegments;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.ViewSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One view's recording: what there is of it, what is missing and what that does to playback.
 *
 * @param startMs of the view, epoch ms
 * @param endMs of the view or of its last record, whichever is later
 * @param segments in lane order
 * @param missing sorted by their first index
 */
record Lane(String view, long startMs, long endMs, List<StoredSegment> segments, List<MissingSegments> missing) {

    Lane {
        segments = List.copyOf(segments);
        missing = List.copyOf(missing);
    }

    /**
     * A place where playback is hurt.
     *
     * @param position how many of the lane's segments come before it
     */
    record Hole(int position, Damage damage) {}

    private static final Comparator<Lane> BY_START =
            Comparator.comparingLong(Lane::startMs).thenComparing(Lane::view);

    /** The lanes of all views that the summary, a segment or a hole names, by start, then id. */
    static List<Lane> of(SessionSummary summary, List<StoredSegment> segments) {
        Map<String, ViewSummary> views = summary.getViews().stream()
                .collect(Collectors.toMap(ViewSummary::getId, view -> view, (first, again) -> first));
        Map<String, List<StoredSegment>> segmentsByView = segments.stream()
                .sorted(StoredSegment.IN_LANE)
                .collect(Collectors.groupingBy(segment -> segment.ref().getView()));
        Map<String, List<MissingSegments>> missingByView =
                summary.getMissing().stream().collect(Collectors.groupingBy(MissingSegments::getView));
        Set<String> names = new HashSet<>(views.keySet());
        names.addAll(segmentsByView.keySet());
        names.addAll(missingByView.keySet());
        return names.stream()
                .map(name -> lane(
                        name,
                        summary,
                        Optional.ofNullable(views.get(name)),
                        segmentsByView.getOrDefault(name, List.of()),
                        missingByView.getOrDefault(name, List.of())))
                .sorted(BY_START)
                .toList();
    }

    private static Lane lane(
            String name,
            SessionSummary summary,
            Optional<ViewSummary> view,
            List<StoredSegment> segments,
            List<MissingSegments> missing) {
        long startMs = view.map(ViewSummary::getStartMs)
                .orElseGet(() -> segments.stream()
                        .mapToLong(segment -> segment.ref().getStartMs())
                        .min()
                        .orElse(summary.getStartMs()));
        long endMs = Stream.concat(
                        view.map(ViewSummary::getEndMs).stream(),
                        segments.stream().map(segment -> segment.ref().getEndMs()))
                .mapToLong(Long::longValue)
                .max()
                .orElse(startMs);
        List<MissingSegments> sorted = missing.stream()
                .sorted(Comparator.comparingInt(MissingSegments::getFromIndex))
                .toList();
        return new Lane(name, startMs, endMs, segments, sorted);
    }

    /** Whether this release can convert it. */
    boolean isSupported() {
        return segments.stream()
                .allMatch(segment ->
                        RecordingFormat.named(segment.ref().getFormat().name()).isPresent());
    }

    /**
     * Whether each segment means something only to who knows all those since the last full snapshot, as Datadog's do
     * since v7. Then nothing can be shown from a hole on until the next one; other lanes play on, degraded.
     */
    boolean isStateful() {
        return segments.stream().anyMatch(segment -> segment.ref().getStateful());
    }

    /** Where playback is hurt, in lane order. */
    List<Hole> holes() {
        if (!isSupported()) {
            return List.of(new Hole(0, new Damage(view, startMs, endMs, Damage.UNSUPPORTED, false)));
        }
        List<Hole> holes = new ArrayList<>();
        for (MissingSegments hole : missing) {
            int position = (int)
                    segments.stream().filter(segment -> isBefore(segment, hole)).count();
            Long knownStartMs = hole.getStartMs();
            long holeStartMs = knownStartMs != null ? knownStartMs : endBefore(position);
            holes.add(new Hole(position, damage(position, holeStartMs, hole.getReason())));
        }
        if (isStateful()) {
            holes.addAll(untold(holes));
            holes.sort(Comparator.comparingInt(Hole::position));
        }
        boolean headIsThere = holes.isEmpty() || holes.getFirst().position() > 0;
        if (headIsThere && !segments.isEmpty() && !segments.getFirst().hasFullSnapshot()) {
            holes.addFirst(new Hole(0, damage(0, startMs, Damage.NO_FULL_SNAPSHOT)));
        }
        return holes;
    }

    /**
     * Places where indexes are missing that the summary does not name: it leaves out the smallest holes of a session
     * that has too many, and may be a moment behind the segments.
     */
    private List<Hole> untold(List<Hole> told) {
        Set<Integer> known = told.stream().map(Hole::position).collect(Collectors.toSet());
        List<Hole> untold = new ArrayList<>();
        long damageEndMs = endMs;
        // backwards, so that the next full snapshot need not be sought from each of them
        for (int position = segments.size() - 1; position > 0; position--) {
            StoredSegment segment = segments.get(position);
            damageEndMs = segment.firstFullSnapshotMs().orElse(damageEndMs);
            Integer before = segments.get(position - 1).ref().getIndex();
            Integer after = segment.ref().getIndex();
            if (before != null && after != null && after - before > 1 && !known.contains(position)) {
                untold.add(new Hole(position, damage(endBefore(position), damageEndMs, Damage.LOST)));
            }
        }
        return untold;
    }

    /** Damage that begins at a moment and ends with the first full snapshot from a position on. */
    Damage damage(int position, long damageStartMs, String reason) {
        long damageEndMs = segments.stream()
                .skip(position)
                .flatMap(segment -> segment.ref().getFullSnapshotsMs().stream())
                .findFirst()
                .orElse(endMs);
        return damage(damageStartMs, damageEndMs, reason);
    }

    private Damage damage(long damageStartMs, long damageEndMs, String reason) {
        return new Damage(view, damageStartMs, Math.max(damageStartMs, damageEndMs), reason, !isStateful());
    }

    private long endBefore(int position) {
        return position == 0 ? startMs : segments.get(position - 1).ref().getEndMs();
    }

    private static boolean isBefore(StoredSegment segment, MissingSegments hole) {
        Integer index = segment.ref().getIndex();
        return index != null && index < hole.getFromIndex();
    }
}
