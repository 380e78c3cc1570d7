// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.topology;

import dev.playhead.formats.RecordingFormat;
import dev.playhead.schemas.v1.MissingSegments;
import dev.playhead.schemas.v1.SegmentRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which indexes of a session can be read, by what they count through: a view, or the session.
 *
 * @param byView a session's own sequence has an empty name
 */
record RecordedIndexes(Map<String, NavigableMap<Integer, SegmentRef>> byView, boolean throughSession) {

    private static final String SESSION = "";

    /** What came says more than what did not. */
    private static final List<String> REASONS = List.of("REJECTED", "PART_LOST", "LOST");

    private static final Comparator<MissingSegments> BY_REASON =
            Comparator.comparingInt(hole -> REASONS.indexOf(hole.getReason()));

    private static final Comparator<MissingSegments> ORDER =
            Comparator.comparing(MissingSegments::getView).thenComparingInt(MissingSegments::getFromIndex);

    static RecordedIndexes of(Collection<SegmentRef> refs) {
        boolean throughSession = refs.stream()
                .anyMatch(ref ->
                        RecordingFormat.numbersThroughSession(ref.getFormat().name()));
        Map<String, NavigableMap<Integer, SegmentRef>> byView = new TreeMap<>();
        for (SegmentRef ref : refs) {
            if (ref.getIndex() != null) {
                byView.computeIfAbsent(throughSession ? SESSION : ref.getView(), view -> new TreeMap<>())
                        .put(ref.getIndex(), ref);
            }
        }
        return new RecordedIndexes(byView, throughSession);
    }

    /** Received share of what should be there, 0 to 1; null where no index is known. */
    @Nullable
    Double completeness(Collection<MissingSegments> missing) {
        long received = byView.values().stream().mapToLong(Map::size).sum();
        long lost = missing.stream()
                .mapToLong(hole -> 1L + hole.getToIndex() - hole.getFromIndex())
                .sum();
        return received + lost == 0 ? null : (double) received / (received + lost);
    }

    /** What several summaries miss, without what can be read after all; sorted by view, then index. */
    List<MissingSegments> missing(Collection<MissingSegments> holes) {
        return holes.stream()
                .collect(Collectors.groupingBy(
                        hole -> throughSession ? SESSION : hole.getView(), TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .flatMap(sequence ->
                        missing(byView.getOrDefault(sequence.getKey(), new TreeMap<>()), sequence.getValue()))
                .sorted(ORDER)
                .toList();
    }

    /** Cuts the holes wherever one of them or a segment begins or ends, and says of each piece what is known. */
    private Stream<MissingSegments> missing(NavigableMap<Integer, SegmentRef> recorded, List<MissingSegments> holes) {
        TreeSet<Long> cuts = new TreeSet<>();
        for (MissingSegments hole : holes) {
            cuts.add((long) hole.getFromIndex());
            cuts.add(1L + hole.getToIndex());
            recorded.subMap(hole.getFromIndex(), true, hole.getToIndex(), true)
                    .keySet()
                    .forEach(index -> {
                        cuts.add((long) index);
                        cuts.add(1L + index);
                    });
        }
        List<MissingSegments> pieces = new ArrayList<>();
        for (long from : cuts) {
            Long next = cuts.higher(from);
            Optional<MissingSegments> hole = holes.stream()
                    .filter(one -> one.getFromIndex() <= from && from <= one.getToIndex())
                    .min(BY_REASON);
            if (next != null && hole.isPresent() && !recorded.containsKey((int) from)) {
                add(piece(hole.get(), (int) from, (int) (next - 1), recorded), pieces);
            }
        }
        return pieces.stream();
    }

    private MissingSegments piece(MissingSegments hole, int from, int to, NavigableMap<Integer, SegmentRef> recorded) {
        Map.Entry<Integer, SegmentRef> before = recorded.lowerEntry(from);
        Map.Entry<Integer, SegmentRef> after = recorded.higherEntry(to);
        Map.Entry<Integer, SegmentRef> beside = before != null ? before : after;
        return new MissingSegments(
                throughSession && beside != null ? beside.getValue().getView() : hole.getView(),
                from,
                to,
                before == null ? null : before.getValue().getEndMs(),
                after == null ? null : after.getValue().getStartMs(),
                hole.getReason());
    }

    private static void add(MissingSegments piece, List<MissingSegments> pieces) {
        MissingSegments last = pieces.isEmpty() ? null : pieces.getLast();
        if (last != null
                && last.getToIndex() + 1 == piece.getFromIndex()
                && last.getReason().equals(piece.getReason())
                && last.getView().equals(piece.getView())) {
            last.setToIndex(piece.getToIndex());
        } else {
            pieces.add(piece);
        }
    }
}
