// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.benchmarks.Memory;
import dev.playhead.benchmarks.Series;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ResultsTest {

    private static final int BODY = 4 << 10;
    private static final int CONNECTIONS = 256;

    @Test
    void aRatioIsTakenInsideEachRound() {
        Results results = new Results();
        // A machine that was half as fast in the second round: each round says 0.8, 0.5 and 0.8.
        results.add(
                BODY,
                Map.of(
                        of(Side.GATEWAY), List.of(sample(800, 60), sample(250, 90), sample(640, 60)),
                        of(Side.PRODUCER), List.of(sample(1_000, 20), sample(500, 20), sample(800, 20)),
                        of(Side.BARE), List.of(sample(2_000, 30), sample(1_000, 45), sample(2_000, 60))));

        List<List<String>> rows = rows(results.table());
        assertThat(rows).extracting(List::size).containsOnly(rows.getFirst().size());
        assertThat(column(rows, "side")).containsExactly("bare handler", "gateway", "producer, same CPU left");
        assertThat(column(rows, "of the producer's MB/s")).containsExactly("", "0.80 (0.50–0.80)", "1");
        assertThat(column(rows, "of the bare handler's")).containsExactly("1", "2.00 (1.00–2.00)", "");
        assertThat(column(rows, "MB/s")).containsExactly("7.8", "2.5", "3.1");
        assertThat(column(rows, "CPU µs")).containsExactly("45", "60", "20");
    }

    @Test
    void bodiesAreCountedPerSecondOfCpuOfBothWhoTouchThem() {
        assertThat(sample(100, 40).mibPerCpuSecond()).isCloseTo(4.0 / 1_024 / 60e-6, Offset.offset(1e-6));
        assertThat(sample(256, 40).mibPerSecond()).isEqualTo(1);
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
        assertThat(Series.of(4, 1, 3, 2)).isEqualTo(new Series(1, 2.5, 4));
        assertThat(Series.of(7).spread()).isZero();
        assertThat(Series.of(8, 10, 12).spread()).isEqualTo(0.4);
    }

    private static Arena.Case of(Side side) {
        return new Arena.Case(side, CONNECTIONS);
    }

    private static Sample sample(double perSecond, double ownMicros) {
        return new Sample(
                BODY,
                perSecond,
                0,
                Duration.ofMillis(5),
                Duration.ofMillis(20),
                ownMicros,
                20,
                0.3,
                0,
                new Memory(1 << 20, 2 << 20));
    }

    /** Without the line under the head. */
    private static List<List<String>> rows(String table) {
        return table.lines()
                .filter(line -> !line.startsWith("|--"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|", -1))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    private static List<String> column(List<List<String>> rows, String name) {
        int index = rows.getFirst().indexOf(name);
        return rows.stream().skip(1).map(row -> row.get(index)).toList();
    }
}
