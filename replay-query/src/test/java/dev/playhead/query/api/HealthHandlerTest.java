// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.cluster.DiskUse;
import dev.playhead.query.SampleCluster;
import dev.playhead.query.api.HealthReport.DeadLetterCount;
import dev.playhead.query.api.HealthReport.Lag;
import dev.playhead.query.api.HealthReport.ReasonCount;
import dev.playhead.query.api.HealthReport.TopicUse;
import dev.playhead.query.api.HealthReport.Versions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class HealthHandlerTest {

    private static final long NOW_MS = 1_795_392_000_000L;
    private static final long SINCE_MS = NOW_MS - Duration.ofDays(1).toMillis();

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private long nowMs = NOW_MS;

    @Test
    void whatTheClusterSaysIsTold() {
        HealthReport report = handler(SampleCluster::new).report();

        assertThat(report.lag())
                .containsExactly(
                        new Lag("processor", "playhead-processor-g2", false, 7),
                        new Lag("query", "playhead-query-g2", true, 0));
        assertThat(report.deadLetters())
                .isEqualTo(new HealthReport.DeadLetterCounts(
                        SINCE_MS,
                        false,
                        List.of(
                                new DeadLetterCount("malformed", 2, 1, SINCE_MS + 3),
                                new DeadLetterCount("corrupt", 1, 0, SINCE_MS + 1))));
        assertThat(report.problems()).isEmpty();
        assertThat(report.replaysKeptMs()).isEqualTo(Duration.ofDays(7).toMillis());
    }

    @Test
    void theDiskIsForetoldWithWhatEachTopicWillTake() {
        HealthReport.Disk disk = handler(SampleCluster::new).report().disk();

        assertThat(disk)
                .isEqualTo(new HealthReport.Disk(
                        1_500,
                        64,
                        2_500L,
                        1_000L,
                        30_500L,
                        2.5,
                        List.of(
                                new TopicUse(
                                        "t",
                                        1_000,
                                        100,
                                        1_000L,
                                        30_000L,
                                        Duration.ofDays(30).toMillis()),
                                new TopicUse("kept", 500, 10, 0L, 500L, null))));
    }

    @Test
    void whatTheClusterDoesNotSayIsNamedAndHidesNothingElse() {
        HealthReport report = handler(() -> new SampleCluster() {
                    @Override
                    public DiskUse disk(int generation, long atMs) {
                        throw new KafkaException("not authorized");
                    }
                })
                .report();

        assertThat(report.disk()).isNull();
        assertThat(report.lag()).hasSize(2);
        assertThat(report.problems()).containsExactly("disk: not authorized");
    }

    @Test
    void aClusterThatIsAwayLeavesWhatThisInstanceKnows() {
        HealthReport report = handler(() -> {
                    throw new KafkaException("no broker");
                })
                .report();

        assertThat(report.versions().playhead()).isEqualTo("1.0");
        assertThat(report.problems()).containsExactly("cluster: no broker");
    }

    @Test
    void whatAGatewayOfThisProcessRefusedIsTold() {
        assertThat(handler(SampleCluster::new).report().refused()).isNull();

        metrics.gauge("playhead.gateway.body.limit", 1);
        metrics.counter("playhead.gateway.uploads.rejected", "reason", "too_large")
                .increment(2);
        metrics.counter("playhead.gateway.uploads.rejected", "reason", "malformed")
                .increment(3);
        metrics.counter("playhead.gateway.uploads.rejected", "reason", "corrupt");

        assertThat(handler(SampleCluster::new).report().refused())
                .containsExactly(new ReasonCount("malformed", 3), new ReasonCount("too_large", 2));
    }

    @Test
    void manyWhoLookCostNoMoreThanOne() {
        AtomicInteger looks = new AtomicInteger();
        HealthHandler handler = handler(() -> {
            looks.incrementAndGet();
            return new SampleCluster();
        });
        handler.report();
        nowMs += 4_999;
        handler.report();
        assertThat(looks).hasValue(1);
        nowMs += 1;
        assertThat(handler.report().atMs()).isEqualTo(nowMs);
        assertThat(looks).hasValue(2);
    }

    @Test
    void nobodyWaitsForTheLookOfAnother() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        HealthHandler[] asked = new HealthHandler[1];
        asked[0] = handler(() -> {
            if (looks.getAndIncrement() == 0) {
                throw askedMeanwhile(asked[0]);
            }
            return new SampleCluster();
        });

        assertThat(asked[0].report().problems()).containsExactly("cluster: somebody looks already");
    }

    /** What somebody else is told at the same time. */
    private static KafkaException askedMeanwhile(HealthHandler handler) {
        AtomicInteger told = new AtomicInteger();
        Thread other = Thread.ofVirtual().start(() -> {
            assertThatThrownBy(handler::report).isInstanceOf(RejectedExecutionException.class);
            told.incrementAndGet();
        });
        try {
            other.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new KafkaException(told.get() == 1 ? "somebody looks already" : "it was told something");
    }

    private HealthHandler handler(Supplier<ClusterHealth> cluster) {
        return new HealthHandler(
                cluster,
                () -> new Versions("1.0", "25", "4.3", 2, null),
                Duration.ofDays(7),
                Duration.ofSeconds(5),
                metrics,
                () -> Instant.ofEpochMilli(nowMs));
    }
}
