// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The next rows of a list that lies in several partitions.
 *
 * @param rows newest received first
 * @param next where the page after this one starts; empty where this is the last
 */
public record Page<T>(List<Placed<T>> rows, Optional<RowPosition> next) {

    public Page {
        rows = List.copyOf(rows);
    }

    /** A row with its place in the order. */
    public record Placed<T>(RowPosition position, T row) {}

    /** The rows alone. */
    public List<T> items() {
        return rows.stream().map(Placed::row).toList();
    }

    /** The same places with something else in them. */
    public <R> Page<R> map(Function<T, R> change) {
        return new Page<>(
                rows.stream()
                        .map(placed -> new Placed<>(placed.position(), change.apply(placed.row())))
                        .toList(),
                next);
    }

    /**
     * What one partition found.
     *
     * @param rows in order
     * @param scannedTo the last place it looked at; empty where it looked at all there is
     */
    public record Scan<T>(List<Placed<T>> rows, Optional<RowPosition> scannedTo) {

        public Scan {
            rows = List.copyOf(rows);
        }
    }

    /**
     * Merges the partitions' rows. A row is given out only if no partition can still have one before it, that is, up to
     * the place that the slowest partition has looked at: so a page misses nothing, however little a filter lets pass.
     */
    public static <T> Page<T> merge(List<Scan<T>> scans, int limit) {
        Optional<RowPosition> slowest =
                scans.stream().flatMap(scan -> scan.scannedTo().stream()).min(RowPosition::compareTo);
        List<Placed<T>> known = scans.stream()
                .flatMap(scan -> scan.rows().stream())
                .filter(placed -> slowest.map(mark -> placed.position().compareTo(mark) <= 0)
                        .orElse(true))
                .sorted((one, other) -> one.position().compareTo(other.position()))
                .toList();
        List<Placed<T>> rows = known.stream().limit(limit).toList();
        Optional<RowPosition> next =
                known.size() > limit ? Optional.of(known.get(limit - 1).position()) : slowest;
        return new Page<>(rows, next);
    }
}
