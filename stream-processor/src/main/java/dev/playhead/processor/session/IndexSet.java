// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A set of segment indexes, as few runs as possible.
 *
 * @param runs sorted, with at least one absent index between neighbours
 */
public record IndexSet(List<Run> runs) {

    public static final IndexSet NONE = new IndexSet(List.of());

    /**
     * Consecutive indexes.
     *
     * @param from first, from 0
     * @param to last, inclusive
     */
    public record Run(int from, int to) {

        /** @throws IllegalArgumentException if the run is empty or begins below 0 */
        public Run {
            if (from < 0 || to < from) {
                throw new IllegalArgumentException("not a run of indexes: %d to %d".formatted(from, to));
            }
        }
    }

    private static final Comparator<Run> ORDER =
            Comparator.comparingInt(Run::from).thenComparingInt(Run::to);

    public IndexSet {
        runs = List.copyOf(runs);
    }

    public static IndexSet of(int index) {
        return new IndexSet(List.of(new Run(index, index)));
    }

    public IndexSet merge(IndexSet other) {
        return joined(Stream.concat(runs.stream(), other.runs.stream()), 0);
    }

    /** As if so many absent indexes between neighbours were not absent. */
    IndexSet tolerating(int holes) {
        return joined(runs.stream(), holes);
    }

    private static IndexSet joined(Stream<Run> runs, int holes) {
        List<Run> joined = new ArrayList<>();
        runs.sorted(ORDER).forEachOrdered(next -> {
            if (!joined.isEmpty()
                    && next.from() - 1L - holes <= joined.getLast().to()) {
                Run run = joined.removeLast();
                joined.add(new Run(run.from(), Math.max(run.to(), next.to())));
            } else {
                joined.add(next);
            }
        });
        return new IndexSet(joined);
    }

    /** The parts of the runs that lie between two indexes, both inclusive. */
    public List<Run> within(int from, int to) {
        return runs.stream()
                .filter(run -> run.to() >= from && run.from() <= to)
                .map(run -> new Run(Math.max(run.from(), from), Math.min(run.to(), to)))
                .toList();
    }

    /** -1 where there is none. */
    public int highest() {
        return runs.isEmpty() ? -1 : runs.getLast().to();
    }

    public boolean isEmpty() {
        return runs.isEmpty();
    }
}
