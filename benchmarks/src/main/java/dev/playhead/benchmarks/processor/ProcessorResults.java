// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.processor;

import static dev.playhead.benchmarks.MarkdownTable.number;

import dev.playhead.benchmarks.MarkdownTable;
import dev.playhead.benchmarks.Series;
import dev.playhead.benchmarks.processor.Kernels.Decoding;
import dev.playhead.benchmarks.processor.ProcessorBenchmark.Whole;
import dev.playhead.benchmarks.recorded.Corpus;
import dev.playhead.benchmarks.recorded.RecordedBody.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Everything that was measured, and the tables of it. Ratios are taken inside each round. */
final class ProcessorResults {

    private static final double MIB = 1 << 20;
    private static final String UNKNOWN = "";
    private static final double SECOND = 1e9;

    private final Map<String, Size> sizes = new LinkedHashMap<>();
    private final Map<String, List<Decoding>> decoding = new LinkedHashMap<>();
    private final Map<String, List<Double>> mergeNanos = new LinkedHashMap<>();
    private final List<Whole> whole = new ArrayList<>();

    /** What a pass over a recording reads. */
    void size(String recording, Size size) {
        sizes.put(recording, size);
    }

    void add(Map<String, Decoding> round) {
        round.forEach((recording, took) ->
                decoding.computeIfAbsent(recording, _ -> new ArrayList<>()).add(took));
    }

    void addMerging(Map<String, Double> round) {
        round.forEach((segments, nanos) ->
                mergeNanos.computeIfAbsent(segments, _ -> new ArrayList<>()).add(nanos));
    }

    void add(Whole round) {
        whole.add(round);
    }

    /** In Markdown. */
    @Override
    public String toString() {
        List<String> tables = new ArrayList<>();
        if (!decoding.isEmpty()) {
            tables.add(decodingTable());
        }
        if (!mergeNanos.isEmpty()) {
            tables.add(mergingTable());
        }
        if (!whole.isEmpty()) {
            tables.add(wholeTable());
        }
        return String.join("\n", tables);
    }

    private String decodingTable() {
        MarkdownTable table = new MarkdownTable(
                1, "recording", "decoded, MB/s inflated", "inflated and parsed, MB/s", "of inflating and parsing");
        decoding.forEach((recording, rounds) -> {
            double mib = size(recording).inflatedBytes() / MIB;
            table.row(
                    recording,
                    number(
                            0,
                            Series.of(rounds, took -> mib * SECOND / took.decode())
                                    .median()),
                    number(
                            0,
                            Series.of(rounds, took -> mib * SECOND / took.baseline())
                                    .median()),
                    MarkdownTable.ratio(Series.of(rounds, Decoding::ofBaseline)));
        });
        return table.toString();
    }

    private String mergingTable() {
        MarkdownTable table = new MarkdownTable(0, "segments of the session", "one more joined in, µs");
        mergeNanos.forEach((segments, rounds) -> table.row(
                segments, number(2, Series.of(rounds, nanos -> nanos / 1_000).median())));
        return table.toString();
    }

    private String wholeTable() {
        List<String> cells = new ArrayList<>(List.of(
                number(1, Series.of(whole, Whole::passThrough).median()),
                number(1, Series.of(whole, Whole::processor).median())));
        List<Double> decode = decoding.getOrDefault(Corpus.ALL, List.of()).stream()
                .map(took -> size(Corpus.ALL).storedBytes() / MIB * SECOND / took.decode())
                .toList();
        if (decode.isEmpty()) {
            cells.addAll(List.of(UNKNOWN, UNKNOWN, UNKNOWN));
        } else {
            cells.add(number(1, Series.of(decode, rate -> rate).median()));
            cells.add(number(1, Series.of(perRound(decode, false)).median()));
            cells.add(MarkdownTable.ratio(Series.of(perRound(decode, true))));
        }
        MarkdownTable table = new MarkdownTable(
                0, "stores only, MB/s", "the processor, MB/s", "decodes only", "both allow", "the processor of that");
        table.row(cells.stream());
        return table.toString();
    }

    private double[] perRound(List<Double> decode, boolean ratio) {
        return IntStream.range(0, whole.size())
                .mapToDouble(round -> {
                    double allowed = whole.get(round).allowed(decode.get(round));
                    return ratio ? whole.get(round).processor() / allowed : allowed;
                })
                .toArray();
    }

    private Size size(String recording) {
        return sizes.getOrDefault(recording, new Size(0, 0));
    }
}
