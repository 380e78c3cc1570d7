// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.query;

import static dev.playhead.benchmarks.MarkdownTable.number;
import static dev.playhead.benchmarks.MarkdownTable.ratio;

import dev.playhead.benchmarks.MarkdownTable;
import dev.playhead.benchmarks.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Everything that was measured, and the tables of it. Ratios are taken inside each round. */
final class QueryResults {

    private static final double MIB = 1 << 20;
    private static final double SECOND = 1e9;

    private final Map<String, List<Conversion>> conversions = new LinkedHashMap<>();
    private final List<Served> served = new ArrayList<>();
    private Optional<Stored> stored = Optional.empty();

    /**
     * What a pass over a recording took of the CPU, in nanoseconds.
     *
     * @param inflatedBytes that were read
     * @param convert on the way to the player
     * @param baseline inflating, parsing and writing alone
     */
    record Conversion(long inflatedBytes, double convert, double baseline) {

        /** How fast the conversion is, of how fast it could be. */
        double ofBaseline() {
            return baseline / convert;
        }
    }

    /**
     * One round of questions over HTTP, and what stands beside each.
     *
     * @param bodiesNanos of all raw bodies of some visits
     * @param bareNanos of the same records by a bare consumer
     */
    record Served(
            Latencies timelines,
            Latencies markerScans,
            Latencies lists,
            Latencies rowScans,
            long bodiesNanos,
            long bareNanos) {}

    /**
     * What the stores take, and how long it takes to have them again.
     *
     * @param restoreNanos from the start of the process until it answers for all
     */
    record Stored(long segmentBytes, long segments, long markerBytes, long markers, long allBytes, long restoreNanos) {}

    void add(String recording, Conversion round) {
        conversions.computeIfAbsent(recording, _ -> new ArrayList<>()).add(round);
    }

    void add(Served round) {
        served.add(round);
    }

    void add(Stored found) {
        stored = Optional.of(found);
    }

    /** In Markdown. */
    @Override
    public String toString() {
        List<String> tables = new ArrayList<>();
        if (!conversions.isEmpty()) {
            tables.add(conversionTable());
        }
        if (!served.isEmpty()) {
            tables.add(servedTable());
        }
        stored.map(QueryResults::storedTable).ifPresent(tables::add);
        return String.join("\n", tables);
    }

    private String conversionTable() {
        MarkdownTable table =
                new MarkdownTable(1, "recording", "converted, MB/s inflated", "of inflating, parsing and writing");
        conversions.forEach((recording, rounds) -> table.row(
                recording,
                number(
                        0,
                        Series.of(rounds, round -> round.inflatedBytes() / MIB * SECOND / round.convert())
                                .median()),
                ratio(Series.of(rounds, Conversion::ofBaseline))));
        return table.toString();
    }

    private String servedTable() {
        MarkdownTable table = new MarkdownTable(1, "question", "p50 ms", "p99 ms", "bare p50 ms", "times the bare p50");
        row(table, "timeline of 200 markers", Served::timelines, Served::markerScans);
        row(table, "list of 50 sessions", Served::lists, Served::rowScans);
        table.row(
                "raw bodies of 100 segments",
                number(1, perVisit(Served::bodiesNanos)),
                "",
                number(1, perVisit(Served::bareNanos)),
                ratio(Series.of(served, round -> (double) round.bodiesNanos() / round.bareNanos())));
        return table.toString();
    }

    private double perVisit(Function<Served, Long> nanos) {
        return Series.of(served, round -> nanos.apply(round) / 1e6 / QueryBenchmark.VISITS_OF_ROUND)
                .median();
    }

    private void row(
            MarkdownTable table, String question, Function<Served, Latencies> asked, Function<Served, Latencies> bare) {
        table.row(
                question,
                number(2, Series.of(served, round -> asked.apply(round).p50()).median()),
                number(2, Series.of(served, round -> asked.apply(round).p99()).median()),
                number(3, Series.of(served, round -> bare.apply(round).p50()).median()),
                ratio(Series.of(
                        served,
                        round -> asked.apply(round).p50() / bare.apply(round).p50())));
    }

    private static String storedTable(Stored stored) {
        MarkdownTable table = new MarkdownTable(
                0, "bytes a segment", "bytes a marker", "all stores, MB", "until all is answered again, s", "MB/s");
        double seconds = stored.restoreNanos() / SECOND;
        table.row(
                number(0, (double) stored.segmentBytes() / stored.segments()),
                number(0, (double) stored.markerBytes() / stored.markers()),
                number(0, stored.allBytes() / MIB),
                number(1, seconds),
                number(1, stored.allBytes() / MIB / seconds));
        return table.toString();
    }
}
