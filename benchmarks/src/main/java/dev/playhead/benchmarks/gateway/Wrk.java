// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.gateway;

import dev.playhead.benchmarks.CannotMeasureException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The load generator {@code wrk}: a closed loop in which each connection sends its next request when it has the answer
 * to the last. So its latencies are those at saturation by so many senders, and a server that falls silent is asked
 * less meanwhile (coordinated omission): compare them with one another, not with a service level.
 */
final class Wrk {

    private static final String SCRIPT = "/bench/uploads.lua";
    private static final String FIGURES = "figures ";
    private static final int THREADS = 2;
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    private final Path script;

    /**
     * What one run did.
     *
     * @param requests answered, the refused ones among them
     * @param refused answered with 4xx or 5xx
     * @param broken connections that failed, and requests that were not answered in time
     * @param cpu that wrk itself took
     */
    record Load(long requests, long refused, long broken, Duration lasted, Duration cpu, Duration p50, Duration p99) {}

    private Wrk(Path script) {
        this.script = script;
    }

    /** @param directory for its script */
    static Wrk find(Path directory) {
        try (InputStream in = Wrk.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new IllegalStateException(SCRIPT + " is not on the class path");
            }
            Path script = directory.resolve("uploads.lua");
            Files.copy(in, script);
            return new Wrk(script);
        } catch (IOException e) {
            throw new CannotMeasureException("cannot write to %s (%s)".formatted(directory, e.getMessage()), e);
        }
    }

    Load run(String url, int connections, Duration duration, UploadFiles uploads) {
        try {
            Process wrk = new ProcessBuilder(
                            "wrk",
                            "--threads=" + Math.min(THREADS, connections),
                            "--connections=" + connections,
                            "--duration=" + duration.toSeconds() + "s",
                            "--timeout=" + REQUEST_TIMEOUT.toSeconds() + "s",
                            "--script=" + script,
                            url,
                            "--",
                            uploads.requests().toString(),
                            Integer.toString(uploads.count()))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = wrk.waitFor();
            if (status != 0) {
                throw new CannotMeasureException("wrk failed: " + said.strip());
            }
            return read(said);
        } catch (IOException e) {
            throw new CannotMeasureException(
                    "wrk is needed and cannot be run: install it (Debian: apt-get install wrk)", e);
        } catch (InterruptedException e) {
            throw CannotMeasureException.interrupted(e);
        }
    }

    /** The script's line. */
    static Load read(String said) {
        String line = said.lines()
                .filter(text -> text.startsWith(FIGURES))
                .findFirst()
                .orElseThrow(() -> new CannotMeasureException("wrk gave no figures: " + said.strip()));
        Map<String, Long> figures = new HashMap<>();
        List<String> pairs = Arrays.asList(line.substring(FIGURES.length()).split(" ", -1));
        pairs.forEach(pair -> {
            int equals = pair.indexOf('=');
            figures.put(pair.substring(0, equals), Long.parseLong(pair.substring(equals + 1)));
        });
        return new Load(
                figure(figures, "requests"),
                figure(figures, "refused"),
                figure(figures, "broken"),
                micros(figures, "micros"),
                micros(figures, "cpuMicros"),
                micros(figures, "p50Micros"),
                micros(figures, "p99Micros"));
    }

    private static Duration micros(Map<String, Long> figures, String name) {
        return Duration.ofNanos(figure(figures, name) * 1_000);
    }

    private static long figure(Map<String, Long> figures, String name) {
        Long figure = figures.get(name);
        if (figure == null) {
            throw new CannotMeasureException("wrk gave no figure " + name);
        }
        return figure;
    }
}
