// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.gateway;

import dev.playhead.benchmarks.Broker;
import dev.playhead.benchmarks.ChildJvm;
import dev.playhead.benchmarks.CpuTimes;
import dev.playhead.benchmarks.GatewayProcess;
import dev.playhead.benchmarks.Memory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * All sides of one size of body, on one broker, each in a process of its own. The servers live as long as the arena and
 * are warm when the first is measured; only one side is driven at a time, and the others wait without taking CPU.
 */
final class Arena implements AutoCloseable {

    static final String RELAY_TOPIC = "bench-relay";
    static final String PRODUCER_TOPIC = "bench-producer";

    /**
     * Written at 100 MB/s and read by nobody: kept for seconds, or a run would need tens of GB of disk, and its own
     * write-back would disturb it.
     */
    private static final Map<String, String> SHORT_LIVED = Map.of(
            "log.segment.bytes", Integer.toString(64 << 20),
            "log.retention.bytes", Integer.toString(64 << 20),
            "log.retention.check.interval.ms", "2000",
            "log.initial.task.delay.ms", "2000",
            "log.segment.delete.delay.ms", "0");

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final double IDLE_CORES = 0.05;
    private static final int MOST_LOOKS = 80;

    private final UploadFiles uploads;
    private final Wrk wrk;
    private final Path directory;
    private final Consumer<String> notes;
    private final Broker broker;
    private final PerfTest perfTest;
    private final Map<Side, Server> servers = new EnumMap<>(Side.class);
    private final Map<Case, List<Sample>> samples = new LinkedHashMap<>();

    private record Server(ChildJvm jvm, String url) {}

    /**
     * What a row of the table is about.
     *
     * @param connections that the side was driven by, or that set how much CPU it was left
     */
    record Case(Side side, int connections) {}

    private Arena(UploadFiles uploads, Wrk wrk, Path directory, Consumer<String> notes) {
        this.uploads = uploads;
        this.wrk = wrk;
        this.directory = directory;
        this.notes = notes;
        this.broker = Broker.start(directory, SHORT_LIVED, RELAY_TOPIC, PRODUCER_TOPIC);
        this.perfTest = PerfTest.prepare(uploads, directory, broker.bootstrapServers());
    }

    /**
     * Starts the broker and the servers.
     *
     * @param directory for everything that is written meanwhile
     * @param notes what happens, for people
     */
    static Arena open(UploadFiles uploads, Wrk wrk, Path directory, Set<Side> sides, Consumer<String> notes) {
        Arena arena = new Arena(uploads, wrk, directory, notes);
        sides.stream().filter(Side::isServer).forEach(side -> arena.servers.put(side, arena.start(side)));
        return arena;
    }

    /** Loads each server for so long, with so many connections. */
    void warmUp(int connections, Duration duration) {
        servers.forEach((side, server) -> {
            notes.accept("  warming up: " + side.label());
            wrk.run(server.url(), connections, duration, uploads);
            settle(server.jvm().handle());
        });
    }

    /**
     * Measures one side once. A producer that is left the same CPU comes after the gateway that it is compared with.
     */
    void measure(Case measured, Duration duration) {
        Sample sample = switch (measured.side()) {
            case BARE, RELAY, GATEWAY -> serve(measured, duration);
            case PRODUCER -> produceBeside(coresOfLoad(measured.connections()), duration);
            case PRODUCER_ALONE -> Sample.of(uploads, perfTest.run(duration, broker.handle()));
        };
        samples.computeIfAbsent(measured, _ -> new ArrayList<>()).add(sample);
        notes.accept("  %s, %d connections: %.1f MB/s"
                .formatted(measured.side().label(), measured.connections(), sample.mibPerSecond()));
    }

    /** Everything measured so far, each case's in the order of time. */
    Map<Case, List<Sample>> samples() {
        return samples;
    }

    @Override
    public void close() {
        servers.values().forEach(server -> server.jvm().close());
        broker.close();
    }

    private Server start(Side side) {
        return switch (side) {
            case BARE -> bare(side, List.of());
            case RELAY -> bare(side, List.of(broker.bootstrapServers()));
            case GATEWAY -> {
                GatewayProcess gateway = GatewayProcess.start(broker, directory);
                yield new Server(gateway.jvm(), gateway.url());
            }
            case PRODUCER, PRODUCER_ALONE -> throw new IllegalArgumentException(side + " is no server");
        };
    }

    private Server bare(Side side, List<String> arguments) {
        ChildJvm jvm = ChildJvm.startLikeGateway(side.label(), directory, BareServer.class, arguments);
        return new Server(
                jvm, "http://127.0.0.1:" + jvm.awaitLine(BareServer.READY).substring(BareServer.READY.length()));
    }

    private Server server(Side side) {
        Server server = servers.get(side);
        if (server == null) {
            throw new IllegalStateException(side + " was not started");
        }
        return server;
    }

    private Sample serve(Case measured, Duration duration) {
        Server server = server(measured.side());
        ProcessHandle process = server.jvm().handle();
        Memory.forgetPeak(process);
        CpuTimes before = CpuTimes.now(process, broker.handle());
        Wrk.Load load = wrk.run(server.url(), measured.connections(), duration, uploads);
        CpuTimes used = CpuTimes.now(process, broker.handle()).since(before);
        Sample sample = Sample.of(uploads, load, used, Memory.of(process));
        settle(process);
        return sample;
    }

    /** What the load generator took when it last drove the gateway with so many connections. */
    private double coresOfLoad(int connections) {
        return samples.getOrDefault(new Case(Side.GATEWAY, connections), List.of())
                .getLast()
                .besideCores();
    }

    private Sample produceBeside(double cores, Duration duration) {
        try (Ballast ballast = Ballast.start(cores, directory)) {
            return Sample.of(uploads, perfTest.run(duration, broker.handle(), ballast.handle()));
        }
    }

    /** Waits until what was still in flight when the load ended is done with. */
    private void settle(ProcessHandle process) {
        for (int look = 0; look < MOST_LOOKS; look++) {
            CpuTimes before = CpuTimes.now(process, broker.handle());
            pause(LOOK);
            CpuTimes used = CpuTimes.now(process, broker.handle()).since(before);
            Duration busy = used.processes().stream().reduce(Duration.ZERO, Duration::plus);
            if (busy.toNanos() < used.at().toNanos() * IDLE_CORES) {
                return;
            }
        }
    }

    private static void pause(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
