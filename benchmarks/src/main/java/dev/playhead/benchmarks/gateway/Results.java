// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.gateway;

import static dev.playhead.benchmarks.MarkdownTable.number;

import dev.playhead.benchmarks.MarkdownTable;
import dev.playhead.benchmarks.Series;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Everything that was measured, and the table of it. Figures are medians over the rounds; a ratio is taken inside each
 * round, between runs that are minutes apart at most, and then its median.
 */
final class Results {

    private static final String UNKNOWN = "";
    private static final double KIB = 1 << 10;
    private static final double MIB = 1 << 20;

    private final List<Row> rows = new ArrayList<>();

    /** @param samples one a round, in the order of the rounds */
    private record Row(int bodyBytes, int connections, Side side, List<Sample> samples) {}

    void add(int bodyBytes, Map<Arena.Case, List<Sample>> samples) {
        samples.entrySet().stream()
                .map(entry -> new Row(
                        bodyBytes, entry.getKey().connections(), entry.getKey().side(), List.copyOf(entry.getValue())))
                .sorted(Comparator.comparingInt(Row::connections).thenComparing(Row::side))
                .forEach(rows::add);
    }

    /** In Markdown. */
    String table() {
        MarkdownTable table = new MarkdownTable(
                0,
                "body",
                "connections",
                "side",
                "MB/s",
                "± %",
                "of the producer's MB/s",
                "MB a CPU second",
                "of the producer's",
                "p50 ms",
                "p99 ms",
                "CPU µs",
                "of the bare handler's",
                "of bare + producer's",
                "broker's CPU µs",
                "load's cores",
                "RSS MB",
                "peak",
                "not accepted");
        rows.forEach(row -> table.row(cells(row)));
        return table.toString();
    }

    /** The most CPU that anything else took, in cores; the median over all runs. */
    Series foreignCores() {
        return Series.of(rows.stream().flatMap(row -> row.samples().stream()).toList(), Sample::foreignCores);
    }

    private Stream<String> cells(Row row) {
        Series rate = Series.of(row.samples(), Sample::mibPerSecond);
        boolean intoKafka = row.side() != Side.BARE;
        return Stream.of(
                size(row.bodyBytes()),
                row.side() == Side.PRODUCER_ALONE ? UNKNOWN : Integer.toString(row.connections()),
                row.side().label(),
                number(1, rate.median()),
                number(0, rate.spread() * 50),
                intoKafka ? ratio(row, Side.PRODUCER, Sample::mibPerSecond) : UNKNOWN,
                intoKafka ? median(1, row, Sample::mibPerCpuSecond) : UNKNOWN,
                intoKafka ? ratio(row, Side.PRODUCER, Sample::mibPerCpuSecond) : UNKNOWN,
                median(1, row, sample -> sample.p50().toNanos() / 1e6),
                median(1, row, sample -> sample.p99().toNanos() / 1e6),
                median(0, row, Sample::ownMicros),
                row.side().isServer() ? ratio(row, Side.BARE, Sample::ownMicros) : UNKNOWN,
                row.side().isServer() ? ratio(row, Side.RELAY, Sample::ownMicros) : UNKNOWN,
                intoKafka ? median(0, row, Sample::brokerMicros) : UNKNOWN,
                median(2, row, Sample::besideCores),
                median(0, row, sample -> sample.memory().residentBytes() / MIB),
                median(0, row, sample -> sample.memory().peakBytes() / MIB),
                Long.toString(row.samples().stream().mapToLong(Sample::refused).sum()));
    }

    private String ratio(Row row, Side to, ToDoubleFunction<Sample> figure) {
        if (row.side() == to) {
            return "1";
        }
        return rows.stream()
                .filter(other -> other.side() == to
                        && other.bodyBytes() == row.bodyBytes()
                        && other.connections() == row.connections())
                .findFirst()
                .map(other -> Series.of(IntStream.range(0, row.samples().size())
                        .mapToDouble(round -> figure.applyAsDouble(row.samples().get(round))
                                / figure.applyAsDouble(other.samples().get(round)))
                        .toArray()))
                .map(MarkdownTable::ratio)
                .orElse(UNKNOWN);
    }

    private static String median(int digits, Row row, ToDoubleFunction<Sample> figure) {
        return number(digits, Series.of(row.samples(), figure).median());
    }

    private static String size(int bytes) {
        return bytes < MIB ? number(0, bytes / KIB) + " KB" : number(0, bytes / MIB) + " MB";
    }
}
