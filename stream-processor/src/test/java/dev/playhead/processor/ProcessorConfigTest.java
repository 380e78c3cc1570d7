// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.formats.body.BodyLimits;
import dev.playhead.processor.lifecycle.LifecycleRules;
import dev.playhead.processor.session.SessionLimits;
import dev.playhead.processor.topology.Guarantee;
import dev.playhead.processor.topology.LifecycleSchedule;
import dev.playhead.processor.topology.SessionSettings;
import dev.playhead.processor.topology.SplitSettings;
import dev.playhead.processor.topology.StreamSettings;
import dev.playhead.processor.topology.SummarySchedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessorConfigTest {

    @Test
    void defaults() {
        assertThat(ProcessorConfig.from(Map.of()))
                .isEqualTo(new ProcessorConfig(
                        new StreamSettings(
                                Map.of("bootstrap.servers", "127.0.0.1:9092"),
                                Path.of("data", "processor"),
                                1,
                                Duration.ofSeconds(1),
                                Guarantee.EXACTLY_ONCE_V2,
                                "local",
                                Duration.ofSeconds(10),
                                64L << 20,
                                5,
                                Duration.ofMinutes(10),
                                Duration.ofSeconds(8)),
                        new SessionSettings(
                                BodyLimits.DEFAULT,
                                new SplitSettings(32 << 20, Duration.ofHours(24)),
                                new SummarySchedule(Duration.ofMillis(200), 1_000),
                                new LifecycleRules(Duration.ofMinutes(15), Duration.ofMinutes(2), Duration.ofHours(24)),
                                new LifecycleSchedule(Duration.ofSeconds(30), 1_000),
                                new SessionLimits(10_000, 20_000, 1L << 30, 1_000))));
    }

    @Test
    void everySettingHasAName() {
        assertThat(ProcessorConfig.from(Map.ofEntries(
                        Map.entry("PLAYHEAD_KAFKA", "kafka:9092"),
                        Map.entry("KAFKA_SECURITY_PROTOCOL", "SSL"),
                        Map.entry("PLAYHEAD_DATA", "elsewhere"),
                        Map.entry("PLAYHEAD_PROCESSOR_THREADS", "3"),
                        Map.entry("PLAYHEAD_PROCESSOR_COMMIT_INTERVAL", "PT0.5S"),
                        Map.entry("PLAYHEAD_PROCESSOR_GUARANTEE", "at_least_once"),
                        Map.entry("PLAYHEAD_PROCESSOR_INSTANCE_ID", "p-7"),
                        Map.entry("PLAYHEAD_PROCESSOR_SESSION_TIMEOUT", "PT6S"),
                        Map.entry("PLAYHEAD_PROCESSOR_STORE_MEMORY_MIB", "8"),
                        Map.entry("PLAYHEAD_PROCESSOR_MAX_THREAD_FAILURES", "2"),
                        Map.entry("PLAYHEAD_PROCESSOR_FAILURE_WINDOW", "PT1M"),
                        Map.entry("PLAYHEAD_PROCESSOR_CLOSE_TIMEOUT", "PT3S"),
                        Map.entry("PLAYHEAD_PROCESSOR_SUMMARY_INTERVAL", "PT1S"),
                        Map.entry("PLAYHEAD_PROCESSOR_MAX_SUMMARIES_PER_ROUND", "10"),
                        Map.entry("PLAYHEAD_PROCESSOR_MAX_INFLATED_MIB", "1"),
                        Map.entry("PLAYHEAD_PROCESSOR_MAX_INFLATE_RATIO", "100"),
                        Map.entry("PLAYHEAD_PROCESSOR_MAX_JSON_DEPTH", "64"),
                        Map.entry("PLAYHEAD_PROCESSOR_MAX_SEGMENT_MIB", "64"),
                        Map.entry("PLAYHEAD_PROCESSOR_KEEP_INCOMPLETE_SEGMENTS", "PT2H"),
                        Map.entry("PLAYHEAD_PROCESSOR_SESSION_INACTIVITY", "PT30M"),
                        Map.entry("PLAYHEAD_PROCESSOR_SESSION_GRACE", "PT5M"),
                        Map.entry("PLAYHEAD_PROCESSOR_KEEP_SESSIONS", "PT48H"),
                        Map.entry("PLAYHEAD_PROCESSOR_SETTLED_AFTER", "PT20S"),
                        Map.entry("PLAYHEAD_PROCESSOR_MAX_DEADLINES_PER_ROUND", "9"),
                        Map.entry("PLAYHEAD_PROCESSOR_MAX_SESSION_MARKERS", "77"),
                        Map.entry("PLAYHEAD_PROCESSOR_MAX_SESSION_SEGMENTS", "78"),
                        Map.entry("PLAYHEAD_PROCESSOR_MAX_SESSION_MIB", "79"),
                        Map.entry("PLAYHEAD_PROCESSOR_MAX_SESSION_VIEWS", "80"))))
                .isEqualTo(new ProcessorConfig(
                        new StreamSettings(
                                Map.of("bootstrap.servers", "kafka:9092", "security.protocol", "SSL"),
                                Path.of("elsewhere", "processor"),
                                3,
                                Duration.ofMillis(500),
                                Guarantee.AT_LEAST_ONCE,
                                "p-7",
                                Duration.ofSeconds(6),
                                8L << 20,
                                2,
                                Duration.ofMinutes(1),
                                Duration.ofSeconds(3)),
                        new SessionSettings(
                                new BodyLimits(1L << 20, 100, 64),
                                new SplitSettings(64 << 20, Duration.ofHours(2)),
                                new SummarySchedule(Duration.ofSeconds(1), 10),
                                new LifecycleRules(Duration.ofMinutes(30), Duration.ofMinutes(5), Duration.ofHours(48)),
                                new LifecycleSchedule(Duration.ofSeconds(20), 9),
                                new SessionLimits(77, 78, 79L << 20, 80))));
    }

    @Test
    void anInstanceIsNamedAfterItsHost() {
        assertThat(ProcessorConfig.from(Map.of("HOSTNAME", "pod-3")).streams().instanceId())
                .isEqualTo("pod-3");
    }

    @Test
    void oneStartShowsEveryMistake() {
        assertThatThrownBy(() -> ProcessorConfig.from(Map.of(
                        "PLAYHEAD_PROCESSOR_THREADS",
                        "many",
                        "PLAYHEAD_PROCESSOR_GUARANTEE",
                        "never",
                        "PLAYHEAD_PROCESSOR_COMMIT_INTERVAL",
                        "1s")))
                .hasMessageContaining("PLAYHEAD_PROCESSOR_THREADS=many")
                .hasMessageContaining("PLAYHEAD_PROCESSOR_GUARANTEE=never")
                .hasMessageContaining("PLAYHEAD_PROCESSOR_COMMIT_INTERVAL=1s");
    }

    @Test
    void onlyGuaranteesThatHoldTheContractAreTaken() {
        assertThatThrownBy(() -> ProcessorConfig.from(Map.of("PLAYHEAD_PROCESSOR_GUARANTEE", "exactly_once")))
                .hasMessageContaining("PLAYHEAD_PROCESSOR_GUARANTEE=exactly_once");
    }
}
