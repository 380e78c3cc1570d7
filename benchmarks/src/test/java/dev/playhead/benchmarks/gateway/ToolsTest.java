// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.benchmarks.CannotMeasureException;
import dev.playhead.benchmarks.CpuTimes;
import dev.playhead.benchmarks.Memory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the two tools say, as they said it. */
class ToolsTest {

    private static final CpuTimes NO_CPU = new CpuTimes(Duration.ZERO, List.of(), Duration.ZERO);
    private static final Memory NO_MEMORY = new Memory(0, 0);

    @Test
    void wrksFiguresAreInItsScriptsLine() {
        Wrk.Load load = Wrk.read("""
                Running 4s test @ http://127.0.0.1:45335
                  2 threads and 256 connections
                  Thread Stats   Avg      Stdev     Max   +/- Stdev
                    Latency    20.55ms   23.79ms 236.48ms   91.46%
                  95305 requests in 4.01s, 5.09MB read
                Requests/sec:  23760.06
                figures requests=95305 refused=3 broken=2 micros=4011143 cpuMicros=1482250 p50Micros=7105 p99Micros=131012
                """);

        assertThat(load)
                .isEqualTo(new Wrk.Load(
                        95_305,
                        3,
                        2,
                        Duration.ofNanos(4_011_143_000L),
                        Duration.ofNanos(1_482_250_000),
                        Duration.ofNanos(7_105_000),
                        Duration.ofNanos(131_012_000)));
    }

    @Test
    void aRunOfWrkWithoutFiguresIsNone() {
        assertThatThrownBy(() -> Wrk.read("unable to connect to 127.0.0.1:1 Connection refused"))
                .isInstanceOf(CannotMeasureException.class)
                .hasMessageContaining("Connection refused");
        assertThatThrownBy(() -> Wrk.read("figures requests=1"))
                .isInstanceOf(CannotMeasureException.class)
                .hasMessageContaining("refused");
    }

    @Test
    void theProducersFiguresAreThoseOfItsSteadyState() {
        PerfTest.Steady steady = PerfTest.read(
                "80000 steady state records sent, 13363.175215 records/sec (52.20 MB/sec), 812.61 ms avg latency,"
                        + " 1455.00 ms max latency, 744 ms 50th, 1374 ms 95th, 1440 ms 99th, 1452 ms 99.9th.",
                NO_CPU,
                NO_MEMORY);

        assertThat(steady)
                .isEqualTo(new PerfTest.Steady(
                        13_363.175215, Duration.ofMillis(744), Duration.ofMillis(1_440), NO_CPU, NO_MEMORY));
    }

    @Test
    void aTotalThatIncludesTheWarmUpIsNotTaken() {
        String total = "80000 records sent, 13363.175215 records/sec (52.20 MB/sec), 812.61 ms avg latency,"
                + " 1455.00 ms max latency, 744 ms 50th, 1374 ms 95th, 1440 ms 99th, 1452 ms 99.9th.";

        assertThatThrownBy(() -> PerfTest.read(total, NO_CPU, NO_MEMORY)).isInstanceOf(CannotMeasureException.class);
    }
}
