// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import dev.playhead.config.KafkaSettings;
import dev.playhead.config.Settings;
import java.time.Duration;
import java.util.Map;

/**
 * How bodies are fetched from the log.
 *
 * @param kafka what every client needs to reach Kafka, see {@link KafkaSettings}
 * @param consumers {@code PLAYHEAD_QUERY_BODY_CONSUMERS}, fetching at the same time
 * @param timeout {@code PLAYHEAD_QUERY_BODY_TIMEOUT}, for one fetch, waiting for a consumer included
 * @param fetchWaitMs {@code PLAYHEAD_QUERY_BODY_FETCH_WAIT_MS}, how long a broker waits at the end of a log; larger
 *     values only delay the newest segments
 * @param fetchBytes {@code PLAYHEAD_QUERY_BODY_FETCH_BYTES}, at most from one partition at once; one batch always comes
 * @param cacheMiB {@code PLAYHEAD_QUERY_BODY_CACHE_MIB}, for bodies fetched lately
 */
public record BodySettings(
        Map<String, String> kafka, int consumers, Duration timeout, int fetchWaitMs, int fetchBytes, int cacheMiB) {

    public BodySettings {
        kafka = Map.copyOf(kafka);
    }

    public static BodySettings from(Settings settings, Map<String, String> kafka) {
        return new BodySettings(
                kafka,
                settings.integer("PLAYHEAD_QUERY_BODY_CONSUMERS", 2, 1, 64),
                settings.duration("PLAYHEAD_QUERY_BODY_TIMEOUT", Duration.ofSeconds(10)),
                settings.integer("PLAYHEAD_QUERY_BODY_FETCH_WAIT_MS", 5, 0, 1_000),
                settings.integer("PLAYHEAD_QUERY_BODY_FETCH_BYTES", 256 << 10, 1 << 10, 64 << 20),
                settings.integer("PLAYHEAD_QUERY_BODY_CACHE_MIB", 64, 0, 1 << 16));
    }

    /** Without the values of the clients' settings, which may be secrets. */
    @Override
    public String toString() {
        return "BodySettings[kafka=%s, consumers=%d, timeout=%s, fetchWaitMs=%d, fetchBytes=%d, cacheMiB=%d]"
                .formatted(kafka.keySet(), consumers, timeout, fetchWaitMs, fetchBytes, cacheMiB);
    }
}
