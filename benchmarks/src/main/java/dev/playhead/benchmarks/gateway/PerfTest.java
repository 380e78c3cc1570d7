// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.gateway;

import dev.playhead.benchmarks.CannotMeasureException;
import dev.playhead.benchmarks.ChildJvm;
import dev.playhead.benchmarks.CpuTimes;
import dev.playhead.benchmarks.Memory;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kafka's own producer benchmark: one thread that sends without end, up to the producer's whole buffer ahead of the
 * acknowledgements. That is the most that a producer of these settings can do, and its latencies are those of a full
 * buffer.
 *
 * <p>It reads its records from a file. Its other way, {@code --record-size}, makes up every byte of every record on the
 * sending thread, which would slow this baseline and flatter the gateway.
 */
final class PerfTest {

    private static final String MAIN = "org.apache.kafka.tools.ProducerPerformance";

    /** Said one reporting interval after the warm-up. */
    private static final String STEADY = "In steady state";

    private static final Duration REPORTING_INTERVAL = Duration.ofMillis(100);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration WARM_UP = Duration.ofSeconds(6);

    /** For the first run only; how many records fill a time follows from the last run. */
    private static final double EXPECTED_BYTES_PER_SECOND = 60 << 20;

    private static final Pattern TOTAL = Pattern.compile("(\\d+) steady state records sent, ([\\d.]+) records/sec .*"
            + " (\\d+) ms 50th, \\d+ ms 95th, (\\d+) ms 99th,.*");

    private final UploadFiles uploads;
    private final Path directory;
    private final Path settings;
    private final String brokers;
    private double recordsPerSecond;

    /**
     * What it did after its warm-up.
     *
     * @param cpu of the benchmark itself, then of what was named beside it
     */
    record Steady(double recordsPerSecond, Duration p50, Duration p99, CpuTimes cpu, Memory memory) {}

    private PerfTest(UploadFiles uploads, Path directory, Path settings, String brokers) {
        this.uploads = uploads;
        this.directory = directory;
        this.settings = settings;
        this.brokers = brokers;
        this.recordsPerSecond = EXPECTED_BYTES_PER_SECOND / uploads.bodyBytes();
    }

    /** @param directory for its settings and its log */
    static PerfTest prepare(UploadFiles uploads, Path directory, String brokers) {
        Path settings = directory.resolve("producer.properties");
        Properties properties = new Properties();
        GatewaysProducer.settings(brokers).forEach((name, value) -> properties.setProperty(name, value.toString()));
        try (Writer file = Files.newBufferedWriter(settings)) {
            properties.store(file, null);
        } catch (IOException e) {
            throw new CannotMeasureException("cannot write %s".formatted(settings), e);
        }
        return new PerfTest(uploads, directory, settings, brokers);
    }

    /**
     * Runs it once, warm-up first.
     *
     * @param duration how long it is to be measured, about
     * @param beside what else is to be accounted for
     */
    Steady run(Duration duration, ProcessHandle... beside) {
        long warmUp = records(WARM_UP);
        long measured = records(duration);
        List<String> arguments = List.of(
                "--bootstrap-server", brokers,
                "--topic", Arena.PRODUCER_TOPIC,
                "--command-config", settings.toString(),
                "--payload-file", uploads.payloads().toString(),
                "--throughput", "-1",
                "--warmup-records", Long.toString(warmUp),
                "--num-records", Long.toString(warmUp + measured),
                "--reporting-interval", Long.toString(REPORTING_INTERVAL.toMillis()));
        try (ChildJvm perfTest = ChildJvm.start("producer", directory, MAIN, arguments)) {
            perfTest.awaitLine(STEADY);
            ProcessHandle[] accounted = accounted(perfTest.handle(), beside);
            CpuTimes begun = CpuTimes.now(accounted);
            CpuTimes last = begun;
            Memory memory = Memory.of(perfTest.handle());
            while (!perfTest.ended(POLL)) {
                try {
                    last = CpuTimes.now(accounted);
                    memory = Memory.of(perfTest.handle());
                } catch (CannotMeasureException e) {
                    break; // it ended just now
                }
            }
            Steady steady = read(perfTest.awaitLine(Long.toString(measured)), last.since(begun), memory);
            recordsPerSecond = steady.recordsPerSecond();
            return steady;
        }
    }

    static Steady read(String total, CpuTimes cpu, Memory memory) {
        Matcher figures = TOTAL.matcher(total);
        if (!figures.matches()) {
            throw new CannotMeasureException("the producer benchmark said: " + total);
        }
        return new Steady(
                Double.parseDouble(figures.group(2)),
                Duration.ofMillis(Long.parseLong(figures.group(3))),
                Duration.ofMillis(Long.parseLong(figures.group(4))),
                cpu,
                memory);
    }

    private long records(Duration duration) {
        return Math.max(1, Math.round(recordsPerSecond * duration.toMillis() / 1_000));
    }

    private static ProcessHandle[] accounted(ProcessHandle perfTest, ProcessHandle... beside) {
        ProcessHandle[] all = new ProcessHandle[beside.length + 1];
        all[0] = perfTest;
        System.arraycopy(beside, 0, all, 1, beside.length);
        return all;
    }
}
