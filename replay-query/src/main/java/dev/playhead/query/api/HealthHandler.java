// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.cluster.DiskUse;
import dev.playhead.cluster.Standing;
import dev.playhead.cluster.TopicGrowth;
import dev.playhead.generations.Generations;
import dev.playhead.query.api.HealthReport.DeadLetterCounts;
import dev.playhead.query.api.HealthReport.Disk;
import dev.playhead.query.api.HealthReport.Lag;
import dev.playhead.query.api.HealthReport.ReasonCount;
import dev.playhead.query.api.HealthReport.TopicUse;
import dev.playhead.query.api.HealthReport.Versions;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the installation as a whole. One look at a time, which all who ask meanwhile share. Safe for many threads.
 */
public final class HealthHandler {

    /** Dead letters of which time are counted. */
    static final Duration LATELY = Duration.ofDays(1);

    private static final String REFUSED = "playhead.gateway.uploads.rejected";
    private static final String OF_A_GATEWAY = "playhead.gateway.body.limit";

    private final Supplier<ClusterHealth> cluster;
    private final Supplier<Versions> versions;
    private final Duration replaysKept;
    private final Duration age;
    private final MeterRegistry metrics;
    private final InstantSource clock;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile @Nullable HealthReport last;

    /**
     * @param cluster opened for each look
     * @param replaysKept by the installation
     * @param age how old what is told may be
     * @param metrics of this process
     */
    public HealthHandler(
            Supplier<ClusterHealth> cluster,
            Supplier<Versions> versions,
            Duration replaysKept,
            Duration age,
            MeterRegistry metrics,
            InstantSource clock) {
        this.cluster = cluster;
        this.versions = versions;
        this.replaysKept = replaysKept;
        this.age = age;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * How the installation is. Blocks while it looks; while somebody else does, tells what was seen last.
     *
     * @throws RejectedExecutionException while the first look is under way
     */
    public HealthReport report() {
        if (!looking.tryLock()) {
            return known().orElseThrow(() -> new RejectedExecutionException("somebody looks already"));
        }
        try {
            return known().filter(report -> clock.millis() - report.atMs() < age.toMillis())
                    .orElseGet(() -> last = look());
        } finally {
            looking.unlock();
        }
    }

    private Optional<HealthReport> known() {
        return Optional.ofNullable(last);
    }

    private HealthReport look() {
        long nowMs = clock.millis();
        Versions running = versions.get();
        int generation = running.generation();
        List<String> problems = new ArrayList<>();
        try (ClusterHealth open = cluster.get()) {
            return new HealthReport(
                    nowMs,
                    running,
                    told(
                            "lag",
                            problems,
                            () -> List.of(
                                    lag("processor", Generations.PROCESSOR, generation, open.processor(generation)),
                                    lag("query", Generations.QUERY, generation, open.views(generation)))),
                    told("dead letters", problems, () -> deadLetters(open, generation, nowMs)),
                    refused(),
                    replaysKept.toMillis(),
                    told("disk", problems, () -> disk(open.disk(generation, nowMs))),
                    problems);
        } catch (KafkaException e) {
            problems.add("cluster: " + e.getMessage());
            return new HealthReport(nowMs, running, null, null, refused(), replaysKept.toMillis(), null, problems);
        }
    }

    private static <T> @Nullable T told(String part, List<String> problems, Supplier<T> question) {
        try {
            return question.get();
        } catch (KafkaException e) {
            problems.add("%s: %s".formatted(part, e.getMessage()));
            return null;
        }
    }

    private static Lag lag(String role, String application, int generation, Standing standing) {
        return new Lag(role, Generations.applicationId(application, generation), standing.working(), standing.left());
    }

    private static DeadLetterCounts deadLetters(ClusterHealth open, int generation, long nowMs) {
        long sinceMs = nowMs - LATELY.toMillis();
        DeadLetterTally tally = new DeadLetterTally();
        boolean complete = open.deadLetters(generation, sinceMs, tally);
        return new DeadLetterCounts(sinceMs, complete, tally.counts());
    }

    /** What gateways elsewhere refuse is in their own metrics alone. */
    private @Nullable List<ReasonCount> refused() {
        if (metrics.find(OF_A_GATEWAY).gauge() == null) {
            return null;
        }
        return metrics.find(REFUSED).counters().stream()
                .map(counter -> new ReasonCount(
                        Objects.requireNonNullElse(counter.getId().getTag("reason"), "unknown"),
                        Math.round(counter.count())))
                .filter(reason -> reason.count() > 0)
                .sorted(Comparator.comparingLong(ReasonCount::count).reversed().thenComparing(ReasonCount::reason))
                .toList();
    }

    private static Disk disk(DiskUse use) {
        boolean telling = use.isTelling();
        return new Disk(
                use.topicBytes(),
                use.storeBytes(),
                use.freeBytes().isPresent() ? use.freeBytes().getAsLong() : null,
                telling ? Math.round(use.bytesPerDay()) : null,
                telling ? Math.round(use.bytesInTheEnd()) : null,
                use.fullInDays().isPresent() ? use.fullInDays().getAsDouble() : null,
                use.topics().stream().map(HealthHandler::topic).toList());
    }

    private static TopicUse topic(TopicGrowth growth) {
        boolean telling = growth.isTelling();
        return new TopicUse(
                growth.topic(),
                growth.bytes(),
                growth.records(),
                telling ? Math.round(growth.bytesPerDay()) : null,
                telling ? Math.round(growth.bytesInTheEnd()) : null,
                growth.kept().map(Duration::toMillis).orElse(null));
    }
}
