// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.formats.body.BodyLimits;
import dev.playhead.query.access.SecretSettings;
import dev.playhead.query.api.ErasureSettings;
import dev.playhead.query.api.HealthSettings;
import dev.playhead.query.api.ReplaySettings;
import dev.playhead.query.http.InstanceSettings;
import dev.playhead.query.http.LiveSettings;
import dev.playhead.query.http.ServerSettings;
import dev.playhead.query.share.ShareSettings;
import dev.playhead.query.store.BodySettings;
import dev.playhead.query.store.Placement.Instance;
import dev.playhead.query.store.ReadSettings;
import dev.playhead.query.topology.StreamsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueryConfigTest {

    @Test
    void defaults() {
        Map<String, String> kafka = Map.of("bootstrap.servers", "127.0.0.1:9092");
        assertThat(QueryConfig.from(Map.of()))
                .isEqualTo(new QueryConfig(
                        new ServerSettings(
                                "127.0.0.1",
                                8401,
                                Set.of(),
                                4,
                                256,
                                new InstanceSettings(
                                        Optional.empty(),
                                        Duration.ofMillis(500),
                                        Duration.ofSeconds(5),
                                        Duration.ofSeconds(1),
                                        256),
                                new LiveSettings(100, Duration.ofMillis(250), Duration.ofSeconds(15), 512)),
                        new ApplicationsSettings(Optional.empty(), Duration.ofSeconds(5)),
                        new StreamsSettings(
                                kafka,
                                Path.of("data", "query"),
                                Duration.ofDays(30),
                                "",
                                1,
                                0,
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(30),
                                128),
                        new ReadSettings(
                                10_000,
                                1_000,
                                10_000,
                                Duration.ofSeconds(2),
                                8 << 20,
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(2)),
                        new BodySettings(kafka, 2, Duration.ofSeconds(10), 5, 256 << 10, 64),
                        new ReplaySettings(64, 256, BodyLimits.DEFAULT),
                        new ErasureSettings(2, Duration.ofSeconds(30), 100_000),
                        new ShareSettings(100, Duration.ofDays(365), Duration.ofSeconds(4)),
                        new SecretSettings(Optional.empty()),
                        new HealthSettings(Duration.ofSeconds(5), Duration.ofSeconds(5), 10_000)));
    }

    @Test
    void everySettingHasAName() {
        Map<String, String> kafka = Map.of("bootstrap.servers", "kafka:9092", "security.protocol", "SSL");
        assertThat(QueryConfig.from(Map.ofEntries(
                        Map.entry("PLAYHEAD_HOST", "0.0.0.0"),
                        Map.entry("PLAYHEAD_QUERY_PORT", "0"),
                        Map.entry("PLAYHEAD_QUERY_HOSTS", "replay.test, other.test"),
                        Map.entry("PLAYHEAD_QUERY_WORKERS", "3"),
                        Map.entry("PLAYHEAD_QUERY_WORKER_QUEUE", "5"),
                        Map.entry("PLAYHEAD_QUERY_ADVERTISED", "query-1:8401"),
                        Map.entry("PLAYHEAD_QUERY_HOP_CONNECT_TIMEOUT", "PT26S"),
                        Map.entry("PLAYHEAD_QUERY_HOP_TIMEOUT", "PT27S"),
                        Map.entry("PLAYHEAD_QUERY_HOP_PATIENCE", "PT28S"),
                        Map.entry("PLAYHEAD_QUERY_HOP_CONNECTIONS", "29"),
                        Map.entry("PLAYHEAD_QUERY_MAX_STALENESS", "PT30S"),
                        Map.entry("PLAYHEAD_APPLICATIONS", "pom.xml"),
                        Map.entry("PLAYHEAD_QUERY_RELOAD_INTERVAL", "PT7S"),
                        Map.entry("PLAYHEAD_KAFKA", "kafka:9092"),
                        Map.entry("KAFKA_SECURITY_PROTOCOL", "SSL"),
                        Map.entry("PLAYHEAD_DATA", "elsewhere"),
                        Map.entry("PLAYHEAD_REPLAY_RETENTION", "P7D"),
                        Map.entry("PLAYHEAD_QUERY_INSTANCE", "query-1"),
                        Map.entry("PLAYHEAD_QUERY_STREAM_THREADS", "2"),
                        Map.entry("PLAYHEAD_QUERY_STANDBYS", "1"),
                        Map.entry("PLAYHEAD_QUERY_COMMIT_INTERVAL", "PT3S"),
                        Map.entry("PLAYHEAD_QUERY_SESSION_TIMEOUT", "PT6S"),
                        Map.entry("PLAYHEAD_QUERY_START_TIMEOUT", "PT4S"),
                        Map.entry("PLAYHEAD_QUERY_ROCKSDB_MIB", "32"),
                        Map.entry("PLAYHEAD_QUERY_MAX_MARKERS", "11"),
                        Map.entry("PLAYHEAD_QUERY_MAX_MISSING", "12"),
                        Map.entry("PLAYHEAD_QUERY_SCAN_ROWS", "113"),
                        Map.entry("PLAYHEAD_QUERY_SCAN_TIME", "PT13S"),
                        Map.entry("PLAYHEAD_QUERY_MAX_PAGE_CHARS", "114"),
                        Map.entry("PLAYHEAD_QUERY_APPS_AGE", "PT14S"),
                        Map.entry("PLAYHEAD_QUERY_RETRY_AFTER", "PT15S"),
                        Map.entry("PLAYHEAD_QUERY_BODY_CONSUMERS", "16"),
                        Map.entry("PLAYHEAD_QUERY_BODY_TIMEOUT", "PT17S"),
                        Map.entry("PLAYHEAD_QUERY_BODY_FETCH_WAIT_MS", "18"),
                        Map.entry("PLAYHEAD_QUERY_BODY_FETCH_BYTES", "1900"),
                        Map.entry("PLAYHEAD_QUERY_BODY_CACHE_MIB", "20"),
                        Map.entry("PLAYHEAD_QUERY_BATCH_SEGMENTS", "21"),
                        Map.entry("PLAYHEAD_QUERY_BATCH_KIB", "22"),
                        Map.entry("PLAYHEAD_QUERY_MAX_INFLATED_MIB", "23"),
                        Map.entry("PLAYHEAD_QUERY_MAX_RATIO", "24"),
                        Map.entry("PLAYHEAD_QUERY_MAX_DEPTH", "25"),
                        Map.entry("PLAYHEAD_QUERY_ERASURES", "26"),
                        Map.entry("PLAYHEAD_QUERY_ERASURE_TIMEOUT", "PT27S"),
                        Map.entry("PLAYHEAD_QUERY_ERASURE_SESSIONS", "28"),
                        Map.entry("PLAYHEAD_QUERY_SESSION_SHARES", "39"),
                        Map.entry("PLAYHEAD_QUERY_SHARE_LONGEST", "P40D"),
                        Map.entry("PLAYHEAD_QUERY_SHARE_TIMEOUT", "PT41S"),
                        Map.entry("PLAYHEAD_QUERY_SECRET_FILE", "pom.xml"),
                        Map.entry("PLAYHEAD_QUERY_LIVE_STREAMS", "31"),
                        Map.entry("PLAYHEAD_QUERY_LIVE_INTERVAL", "PT32S"),
                        Map.entry("PLAYHEAD_QUERY_LIVE_HEARTBEAT", "PT33S"),
                        Map.entry("PLAYHEAD_QUERY_LIVE_BATCH_KIB", "34"),
                        Map.entry("PLAYHEAD_QUERY_HEALTH_AGE", "PT36S"),
                        Map.entry("PLAYHEAD_QUERY_HEALTH_TIMEOUT", "PT37S"),
                        Map.entry("PLAYHEAD_QUERY_HEALTH_DEAD_LETTERS", "38"))))
                .isEqualTo(new QueryConfig(
                        new ServerSettings(
                                "0.0.0.0",
                                0,
                                Set.of("replay.test", "other.test"),
                                3,
                                5,
                                new InstanceSettings(
                                        Optional.of(new Instance("query-1", 8401)),
                                        Duration.ofSeconds(26),
                                        Duration.ofSeconds(27),
                                        Duration.ofSeconds(28),
                                        29),
                                new LiveSettings(31, Duration.ofSeconds(32), Duration.ofSeconds(33), 34)),
                        new ApplicationsSettings(Optional.of(Path.of("pom.xml")), Duration.ofSeconds(7)),
                        new StreamsSettings(
                                kafka,
                                Path.of("elsewhere", "query"),
                                Duration.ofDays(7),
                                "query-1",
                                2,
                                1,
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(6),
                                Duration.ofSeconds(4),
                                32),
                        new ReadSettings(
                                11,
                                12,
                                113,
                                Duration.ofSeconds(13),
                                114,
                                Duration.ofSeconds(14),
                                Duration.ofSeconds(15)),
                        new BodySettings(kafka, 16, Duration.ofSeconds(17), 18, 1900, 20),
                        new ReplaySettings(21, 22, new BodyLimits(23L << 20, 24, 25)),
                        new ErasureSettings(26, Duration.ofSeconds(27), 28),
                        new ShareSettings(39, Duration.ofDays(40), Duration.ofSeconds(41)),
                        new SecretSettings(Optional.of(Path.of("pom.xml"))),
                        new HealthSettings(Duration.ofSeconds(36), Duration.ofSeconds(37), 38)));
    }

    @Test
    void oneStartShowsEveryMistake() {
        assertThatThrownBy(() -> QueryConfig.from(Map.of(
                        "PLAYHEAD_QUERY_PORT", "http",
                        "PLAYHEAD_QUERY_BODY_TIMEOUT", "10s",
                        "PLAYHEAD_QUERY_ADVERTISED", "query-1",
                        "PLAYHEAD_QUERY_LIVE_HEARTBEAT", "PT0S",
                        "PLAYHEAD_QUERY_SHARE_LONGEST", "P366D",
                        "PLAYHEAD_APPLICATIONS", "/nowhere.yaml")))
                .hasMessageContaining("PLAYHEAD_QUERY_PORT=http")
                .hasMessageContaining("PLAYHEAD_QUERY_BODY_TIMEOUT=10s")
                .hasMessageContaining("PLAYHEAD_QUERY_ADVERTISED=query-1 (not HOST:PORT)")
                .hasMessageContaining("PLAYHEAD_QUERY_LIVE_HEARTBEAT must be more than 0")
                .hasMessageContaining("PLAYHEAD_QUERY_SHARE_LONGEST is longer than PT8760H")
                .hasMessageContaining("PLAYHEAD_APPLICATIONS=/nowhere.yaml (not a file that can be read)");
    }

    @Test
    void aPageIsDoneBeforeNobodyWaitsForItAnyMore() {
        assertThatThrownBy(() -> QueryConfig.from(Map.of("PLAYHEAD_QUERY_HOP_TIMEOUT", "PT2S")))
                .hasMessageContaining("PLAYHEAD_QUERY_SCAN_TIME is not less than PLAYHEAD_QUERY_HOP_TIMEOUT");
    }

    @Test
    void secretsAreNotPrinted() {
        QueryConfig config = QueryConfig.from(Map.of("KAFKA_SASL_JAAS_CONFIG", "password=hunter2"));
        assertThat(config.toString()).contains("sasl.jaas.config").doesNotContain("hunter2");
    }
}
