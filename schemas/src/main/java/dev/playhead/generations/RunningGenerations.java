// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.generations;

import dev.playhead.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one instance runs of each generation, as the log of generations wants it.
 *
 * <p>The log is looked at again and again, and what there is made to follow it: what should run and does not is
 * started, what is retired is stopped and its stores are removed. So it makes no difference when an instance learns of
 * a decision, whether it was away meanwhile, or how far it came before it was killed. Only this instance's own thread
 * changes anything; {@link #serving} and {@link #find} are for all.
 *
 * @param <R> what runs
 */
public final class RunningGenerations<R extends RunningGenerations.Run> {

    /** One generation, running. */
    public interface Run {

        /** Whether it does its work here: all that is its is being processed and can be read. */
        boolean running();

        /** Stops, to go on later: the group keeps its place. Returns whether it stopped in time. */
        boolean stop();

        /** Stops for good, and leaves the group at once. Returns whether it stopped in time. */
        boolean leave();
    }

    /**
     * What runs, apart from its generation.
     *
     * @param name of the application, which is the id of its first generation
     * @param stores directory that has one for each generation's id
     * @param start begins to run a generation, given its topics
     */
    public record Application<R extends Run>(String name, Path stores, Function<Topics, R> start) {

        Path stores(int number) {
            return stores.resolve(Generations.applicationId(name, number));
        }
    }

    private record Serving<R>(int number, R run, long sinceNanos) {}

    private static final Logger LOG = LoggerFactory.getLogger(RunningGenerations.class);
    private static final Duration LOOK = Duration.ofMillis(500);

    /** A request that began before the swap reads one generation to its end. */
    private static final Duration LAST_READS = Duration.ofSeconds(5);

    private static final int NONE = 0;

    private final Duration lastReads;
    private final GenerationLog log;
    private final Topics topics;
    private final Application<R> application;
    private final Thread follower;
    private final Map<Integer, R> runs = new ConcurrentSkipListMap<>();
    private volatile Serving<R> serving;
    private volatile int building = NONE;
    private volatile boolean stopping;

    /** @param lastReads how long what was retired goes on, for requests that began before the swap */
    RunningGenerations(
            GenerationLog log, Topics topics, Application<R> application, int number, R run, Duration lastReads) {
        this.lastReads = lastReads;
        this.log = log;
        this.topics = topics;
        this.application = application;
        this.serving = new Serving<>(number, run, System.nanoTime());
        this.follower =
                Thread.ofPlatform().name(application.name() + "-generations").unstarted(this::follow);
        runs.put(number, run);
    }

    /**
     * Begins to run what the log wants now, and follows it from then on. Returns before anything runs.
     *
     * @param kafka properties of a client
     * @param topics of the installation
     * @param timeout for reading the log
     * @throws IllegalStateException saying in one line why it cannot start
     */
    public static <R extends Run> RunningGenerations<R> start(
            Map<String, String> kafka, Topics topics, Application<R> application, Duration timeout) {
        GenerationLog log = new GenerationLog(kafka, topics.generations());
        try {
            Generations wanted = read(log, topics, timeout);
            int number = wanted.serving();
            R run = application.start().apply(topics.ofGeneration(number));
            RunningGenerations<R> running = new RunningGenerations<>(log, topics, application, number, run, LAST_READS);
            running.bring(wanted);
            running.follower.start();
            return running;
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    private static Generations read(GenerationLog log, Topics topics, Duration timeout) {
        try {
            return log.readToEnd(timeout);
        } catch (KafkaException e) {
            throw new IllegalStateException(
                    "cannot read %s: %s".formatted(topics.generations().name(), e.getMessage()), e);
        }
    }

    /** What answers now. */
    public R serving() {
        return serving.run();
    }

    /** What runs of a generation here; empty where nothing does. */
    public Optional<R> find(int number) {
        return Optional.ofNullable(runs.get(number));
    }

    /** Number of the generation that answers here. */
    public int servingNumber() {
        return serving.number();
    }

    /** Number of the generation that is being built here, or 0. */
    public int buildingNumber() {
        return building;
    }

    /** Stops everything; returns whether all of it stopped in time. */
    public boolean stop() {
        stopping = true;
        log.wakeUp();
        try {
            follower.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        boolean stopped = true;
        for (R run : runs.values()) {
            stopped &= run.stop();
        }
        return stopped;
    }

    private void follow() {
        while (!stopping) {
            try {
                bring(log.poll(LOOK));
            } catch (RuntimeException e) { // whatever it is, the next look may find it gone
                if (!stopping) {
                    LOG.warn(
                            "Cannot follow the generations. topic={}",
                            topics.generations().name(),
                            e);
                    LockSupport.parkNanos(LOOK.toNanos());
                }
            }
        }
        log.close();
    }

    /** Makes what runs here follow what is decided. */
    void bring(Generations wanted) {
        for (int number : wanted.running()) {
            if (!runs.containsKey(number)) {
                tryToBegin(number);
            }
        }
        swap(wanted);
        building = wanted.building().filter(runs::containsKey).orElse(NONE);
        if (System.nanoTime() - serving.sinceNanos() >= lastReads.toNanos()) {
            wanted.retired().forEach(this::end);
        }
    }

    /** A new generation's trouble is not that of the one that serves. */
    private void tryToBegin(int number) {
        try {
            runs.put(number, application.start().apply(topics.ofGeneration(number)));
            LOG.info("Another generation runs. application={} generation={}", application.name(), number);
        } catch (RuntimeException e) {
            LOG.warn("Cannot run a generation yet. application={} generation={}", application.name(), number, e);
        }
    }

    /** While the old one is kept up to date it goes on to answer, until the new one does its work here as well. */
    private void swap(Generations wanted) {
        R next = runs.get(wanted.serving());
        if (next == null || wanted.serving() == serving.number()) {
            return;
        }
        if (next.running() || !wanted.running().contains(serving.number())) {
            LOG.info(
                    "Another generation answers. application={} from={} to={}",
                    application.name(),
                    serving.number(),
                    wanted.serving());
            serving = new Serving<>(wanted.serving(), next, System.nanoTime());
        }
    }

    private void end(int number) {
        if (number == serving.number()) {
            return; // what is to serve instead cannot run yet
        }
        R run = runs.get(number);
        if (run != null) {
            if (!run.leave()) {
                LOG.warn("A generation does not stop. application={} generation={}", application.name(), number);
                return;
            }
            runs.remove(number);
            LOG.info("A generation is stopped. application={} generation={}", application.name(), number);
        }
        removeStores(number);
    }

    private void removeStores(int number) {
        Path stores = application.stores(number);
        if (Files.exists(stores)) {
            try {
                Utils.delete(stores.toFile());
                LOG.info("The stores of a generation are removed. directory={}", stores);
            } catch (IOException e) {
                LOG.warn("Cannot remove the stores of a generation. directory={}", stores, e);
            }
        }
    }
}
