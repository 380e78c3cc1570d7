// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.topology;

import dev.playhead.config.KafkaSettings;
import dev.playhead.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Settings of the views' Streams application.
 *
 * @param kafka what every client needs to reach Kafka, see {@link KafkaSettings}
 * @param directory {@code query} under {@code PLAYHEAD_DATA}, where the stores are
 * @param replayRetention {@code PLAYHEAD_REPLAY_RETENTION}, how long a session is kept after it was first received
 * @param instance {@code PLAYHEAD_QUERY_INSTANCE}, a name that is this instance's own and stays over restarts, so that
 *     a restart moves no partition; empty for none
 * @param threads {@code PLAYHEAD_QUERY_STREAM_THREADS}
 * @param standbys {@code PLAYHEAD_QUERY_STANDBYS}, copies of each store on other instances
 * @param maxStaleness {@code PLAYHEAD_QUERY_MAX_STALENESS}, how old a copy may be that is read while its store's owner
 *     is away
 * @param commitInterval {@code PLAYHEAD_QUERY_COMMIT_INTERVAL}, how much is done again after a crash
 * @param sessionTimeout {@code PLAYHEAD_QUERY_SESSION_TIMEOUT}, after which a silent instance loses its partitions
 * @param startTimeout {@code PLAYHEAD_QUERY_START_TIMEOUT}, how long Kafka may take to answer at start
 * @param rocksDbMiB {@code PLAYHEAD_QUERY_ROCKSDB_MIB}, native memory of all stores together
 */
public record StreamsSettings(
        Map<String, String> kafka,
        Path directory,
        Duration replayRetention,
        String instance,
        int threads,
        int standbys,
        Duration maxStaleness,
        Duration commitInterval,
        Duration sessionTimeout,
        Duration startTimeout,
        int rocksDbMiB) {

    public StreamsSettings {
        kafka = Map.copyOf(kafka);
    }

    public static StreamsSettings from(Settings settings, Map<String, String> kafka) {
        return new StreamsSettings(
                kafka,
                Path.of(settings.text("PLAYHEAD_DATA", "data"), "query"),
                settings.duration("PLAYHEAD_REPLAY_RETENTION", Duration.ofDays(30)),
                settings.text("PLAYHEAD_QUERY_INSTANCE", ""),
                settings.integer("PLAYHEAD_QUERY_STREAM_THREADS", 1, 1, 64),
                settings.integer("PLAYHEAD_QUERY_STANDBYS", 0, 0, 3),
                settings.duration("PLAYHEAD_QUERY_MAX_STALENESS", Duration.ofSeconds(10)),
                settings.duration("PLAYHEAD_QUERY_COMMIT_INTERVAL", Duration.ofSeconds(1)),
                settings.duration("PLAYHEAD_QUERY_SESSION_TIMEOUT", Duration.ofSeconds(10)),
                settings.duration("PLAYHEAD_QUERY_START_TIMEOUT", Duration.ofSeconds(30)),
                settings.integer("PLAYHEAD_QUERY_ROCKSDB_MIB", 128, 8, 1 << 16));
    }

    /** Without the values of the clients' settings, which may be secrets. */
    @Override
    public String toString() {
        return ("StreamsSettings[kafka=%s, directory=%s, replayRetention=%s, instance=%s, threads=%d, standbys=%d, "
                        + "maxStaleness=%s, commitInterval=%s, sessionTimeout=%s, startTimeout=%s, rocksDbMiB=%d]")
                .formatted(
                        kafka.keySet(),
                        directory,
                        replayRetention,
                        instance,
                        threads,
                        standbys,
                        maxStaleness,
                        commitInterval,
                        sessionTimeout,
                        startTimeout,
                        rocksDbMiB);
    }
}
