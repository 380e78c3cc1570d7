// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor;

import dev.playhead.config.KafkaSettings;
import dev.playhead.config.Settings;
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

/**
 * Everything an operator can set on the processor, read once at start.
 *
 * @param streams {@code PLAYHEAD_KAFKA} and {@code KAFKA_*}; {@code PLAYHEAD_DATA}, below which the stores are kept;
 *     {@code PLAYHEAD_PROCESSOR_THREADS}, {@code _COMMIT_INTERVAL}, {@code _GUARANTEE}, {@code _INSTANCE_ID} (by
 *     default {@code HOSTNAME}), {@code _SESSION_TIMEOUT}, {@code _STORE_MEMORY_MIB}, {@code _MAX_THREAD_FAILURES},
 *     {@code _FAILURE_WINDOW}, {@code _CLOSE_TIMEOUT}
 * @param sessions {@code PLAYHEAD_PROCESSOR_MAX_INFLATED_MIB}, {@code _MAX_INFLATE_RATIO}, {@code _MAX_JSON_DEPTH};
 *     {@code _MAX_SEGMENT_MIB}, not below what the gateways accept; {@code _KEEP_INCOMPLETE_SEGMENTS};
 *     {@code _SUMMARY_INTERVAL}, {@code _MAX_SUMMARIES_PER_ROUND}; {@code _SESSION_INACTIVITY}, {@code _SESSION_GRACE},
 *     {@code _KEEP_SESSIONS}; {@code _SETTLED_AFTER}, {@code _MAX_DEADLINES_PER_ROUND}; {@code _MAX_SESSION_MARKERS},
 *     of each kind, {@code _MAX_SESSION_SEGMENTS}, {@code _MAX_SESSION_MIB}, {@code _MAX_SESSION_VIEWS}
 */
public record ProcessorConfig(StreamSettings streams, SessionSettings sessions) {

    private static final int MIB_BITS = 20;

    /** @throws IllegalStateException naming every setting that is missing or wrong */
    public static ProcessorConfig from(Map<String, String> environment) {
        Settings settings = new Settings(environment);
        ProcessorConfig config = new ProcessorConfig(streams(environment, settings), sessions(settings));
        settings.check();
        return config;
    }

    private static SessionSettings sessions(Settings settings) {
        return new SessionSettings(
                new BodyLimits(
                        (long) settings.integer("PLAYHEAD_PROCESSOR_MAX_INFLATED_MIB", 128, 1, 2_047) << MIB_BITS,
                        settings.integer("PLAYHEAD_PROCESSOR_MAX_INFLATE_RATIO", 250, 1, 100_000),
                        settings.integer("PLAYHEAD_PROCESSOR_MAX_JSON_DEPTH", 512, 16, 10_000)),
                new SplitSettings(
                        settings.integer("PLAYHEAD_PROCESSOR_MAX_SEGMENT_MIB", 32, 1, 1_024) << MIB_BITS,
                        settings.duration("PLAYHEAD_PROCESSOR_KEEP_INCOMPLETE_SEGMENTS", Duration.ofHours(24))),
                new SummarySchedule(
                        settings.duration("PLAYHEAD_PROCESSOR_SUMMARY_INTERVAL", Duration.ofMillis(200)),
                        settings.integer("PLAYHEAD_PROCESSOR_MAX_SUMMARIES_PER_ROUND", 1_000, 1, 1_000_000)),
                new LifecycleRules(
                        settings.duration("PLAYHEAD_PROCESSOR_SESSION_INACTIVITY", Duration.ofMinutes(15)),
                        settings.duration("PLAYHEAD_PROCESSOR_SESSION_GRACE", Duration.ofMinutes(2)),
                        settings.duration("PLAYHEAD_PROCESSOR_KEEP_SESSIONS", Duration.ofHours(24))),
                new LifecycleSchedule(
                        settings.duration("PLAYHEAD_PROCESSOR_SETTLED_AFTER", Duration.ofSeconds(30)),
                        settings.integer("PLAYHEAD_PROCESSOR_MAX_DEADLINES_PER_ROUND", 1_000, 1, 1_000_000)),
                new SessionLimits(
                        settings.integer("PLAYHEAD_PROCESSOR_MAX_SESSION_MARKERS", 10_000, 1, 10_000),
                        settings.integer("PLAYHEAD_PROCESSOR_MAX_SESSION_SEGMENTS", 20_000, 1, 1_000_000),
                        (long) settings.integer("PLAYHEAD_PROCESSOR_MAX_SESSION_MIB", 1_024, 1, 1 << MIB_BITS)
                                << MIB_BITS,
                        settings.integer("PLAYHEAD_PROCESSOR_MAX_SESSION_VIEWS", 1_000, 1, 1_000)));
    }

    private static StreamSettings streams(Map<String, String> environment, Settings settings) {
        return new StreamSettings(
                KafkaSettings.from(environment),
                Path.of(settings.text("PLAYHEAD_DATA", "data")).resolve("processor"),
                settings.integer("PLAYHEAD_PROCESSOR_THREADS", 1, 1, 256),
                settings.duration("PLAYHEAD_PROCESSOR_COMMIT_INTERVAL", Duration.ofSeconds(1)),
                settings.oneOf("PLAYHEAD_PROCESSOR_GUARANTEE", Guarantee.EXACTLY_ONCE_V2),
                settings.text("PLAYHEAD_PROCESSOR_INSTANCE_ID", environment.getOrDefault("HOSTNAME", "local")),
                settings.duration("PLAYHEAD_PROCESSOR_SESSION_TIMEOUT", Duration.ofSeconds(10)),
                (long) settings.integer("PLAYHEAD_PROCESSOR_STORE_MEMORY_MIB", 64, 8, 1 << MIB_BITS) << MIB_BITS,
                settings.integer("PLAYHEAD_PROCESSOR_MAX_THREAD_FAILURES", 5, 0, 1_000),
                settings.duration("PLAYHEAD_PROCESSOR_FAILURE_WINDOW", Duration.ofMinutes(10)),
                settings.duration("PLAYHEAD_PROCESSOR_CLOSE_TIMEOUT", Duration.ofSeconds(8)));
    }
}
