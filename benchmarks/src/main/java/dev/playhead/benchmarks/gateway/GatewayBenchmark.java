// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.gateway;

import dev.playhead.benchmarks.CannotMeasureException;
import dev.playhead.benchmarks.WorkDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code ./playhead bench gateway}: every side at every size of body and number of connections, some rounds of each.
 */
@Command(
        name = "gateway",
        description = "The gateway beside Kafka's own producer benchmark and bare Vert.x handlers.",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
public final class GatewayBenchmark implements Callable<Integer> {

    private static final List<Side> FORWARDS = List.of(Side.BARE, Side.RELAY, Side.GATEWAY, Side.PRODUCER);
    private static final List<Side> BACKWARDS = List.of(Side.GATEWAY, Side.PRODUCER, Side.RELAY, Side.BARE);

    private static final double KEEPS_OUT_OF_THE_WAY = 0.2;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--bodies",
            split = ",",
            converter = Size.class,
            description = "Sizes of bodies, such as 20k or 1m (default: ${DEFAULT-VALUE})",
            defaultValue = "1k,4k,20k,60k,1m")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private List<Integer> bodies;

    @Option(
            names = "--connections",
            split = ",",
            description = "Numbers of connections (default: ${DEFAULT-VALUE})",
            defaultValue = "32,256")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private List<Integer> connections;

    @Option(names = "--sides", split = ",", description = "Only these of ${COMPLETION-CANDIDATES} (default: all)")
    private Set<Side> sides = EnumSet.allOf(Side.class);

    @Option(
            names = "--rounds",
            description = "How often each is measured (default: ${DEFAULT-VALUE})",
            defaultValue = "3")
    private int rounds;

    @Option(
            names = "--seconds",
            description = "How long each is measured (default: ${DEFAULT-VALUE})",
            defaultValue = "8")
    private int seconds;

    @Option(
            names = "--warm-up",
            description = "How long each server is loaded before, in seconds (default: ${DEFAULT-VALUE})",
            defaultValue = "20")
    private int warmUpSeconds;

    @Override
    public Integer call() {
        refuseNonsense();
        Results results = new Results();
        Path directory = WorkDirectory.create();
        Wrk wrk = Wrk.find(directory);
        for (int body : bodies) {
            Path ofBody = WorkDirectory.createWithin(directory, Integer.toString(body));
            note("body of %d bytes".formatted(body));
            try (Arena arena = Arena.open(UploadFiles.write(body, ofBody), wrk, ofBody, sides, this::note)) {
                measure(arena);
                results.add(body, arena.samples());
            }
            WorkDirectory.delete(ofBody);
        }
        WorkDirectory.delete(directory);
        note("CPU taken by anything else: %.2f cores in the median, %.2f at most"
                .formatted(
                        results.foreignCores().median(), results.foreignCores().most()));
        if (results.foreignCores().median() > KEEPS_OUT_OF_THE_WAY) {
            note("this machine was not quiet: believe the ratios only, and measure again");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(results.table());
        out.flush();
        return 0;
    }

    private void refuseNonsense() {
        if (sides.contains(Side.PRODUCER) && !sides.contains(Side.GATEWAY)) {
            throw new CannotMeasureException("PRODUCER is left the CPU that GATEWAY was, so it needs that side too");
        }
        if (rounds < 1 || seconds < 1 || warmUpSeconds < 1 || Collections.min(connections) < 1) {
            throw new CannotMeasureException("rounds, seconds, warm-up and connections are at least 1");
        }
    }

    /**
     * Every other round goes backwards, so that a machine that gets slower or faster meanwhile favours nobody. In each
     * the producer comes right after the gateway.
     */
    private void measure(Arena arena) {
        Duration measured = Duration.ofSeconds(seconds);
        arena.warmUp(Collections.max(connections), Duration.ofSeconds(warmUpSeconds));
        for (int round = 1; round <= rounds; round++) {
            note("  round %d of %d".formatted(round, rounds));
            for (int count : connections) {
                for (Side side : round % 2 == 1 ? FORWARDS : BACKWARDS) {
                    if (sides.contains(side)) {
                        arena.measure(new Arena.Case(side, count), measured);
                    }
                }
            }
            if (sides.contains(Side.PRODUCER_ALONE)) {
                arena.measure(new Arena.Case(Side.PRODUCER_ALONE, 0), measured);
            }
        }
    }

    private void note(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("playhead: " + line);
        err.flush();
    }

    /** {@code 4k}, {@code 1m}, or a number of bytes. */
    static final class Size implements ITypeConverter<Integer> {

        private static final int MAX_MIB = 16;

        @Override
        public Integer convert(String text) {
            int unit = switch (text.isEmpty() ? ' ' : Character.toLowerCase(text.charAt(text.length() - 1))) {
                case 'k' -> 1 << 10;
                case 'm' -> 1 << 20;
                default -> 1;
            };
            try {
                int bytes = Math.multiplyExact(
                        unit, Integer.parseInt(unit == 1 ? text : text.substring(0, text.length() - 1)));
                if (bytes < 1 << 10 || bytes > MAX_MIB << 20) {
                    throw new TypeConversionException("a body has 1k to %dm, not %s".formatted(MAX_MIB, text));
                }
                return bytes;
            } catch (ArithmeticException | NumberFormatException e) {
                throw new TypeConversionException("'%s' is no size such as 20k or 1m".formatted(text));
            }
        }
    }
}
