// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway;

import dev.playhead.config.KafkaSettings;
import dev.playhead.config.Settings;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.gateway.access.AccessSettings;
import dev.playhead.gateway.client.ClientSettings;
import dev.playhead.gateway.http.HttpSettings;
import dev.playhead.gateway.http.Network;
import dev.playhead.gateway.intake.IntakeLimits;
import dev.playhead.gateway.intake.Patience;
import dev.playhead.gateway.kafka.LogSettings;
import dev.playhead.http.AllowedHosts;
import dev.playhead.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Everything an operator can set on the gateway, read once at start. Sizes are in bytes, durations in ISO-8601.
 *
 * @param http {@code PLAYHEAD_HOST}, {@code PLAYHEAD_GATEWAY_PORT}, {@code PLAYHEAD_GATEWAY_ALLOWED_HOSTS}
 *     (comma-separated), {@code PLAYHEAD_GATEWAY_TLS_CERTIFICATE}, {@code PLAYHEAD_GATEWAY_TLS_KEY},
 *     {@code PLAYHEAD_GATEWAY_ACCESS_LOG}, {@code PLAYHEAD_GATEWAY_MAX_BODY_BYTES},
 *     {@code PLAYHEAD_GATEWAY_BODY_TIMEOUT}, {@code PLAYHEAD_GATEWAY_IDLE_TIMEOUT},
 *     {@code PLAYHEAD_GATEWAY_RETRY_AFTER}, {@code PLAYHEAD_GATEWAY_TRUSTED_PROXIES} (addresses or
 *     {@code address/prefix}, comma-separated)
 * @param access {@code PLAYHEAD_APPLICATIONS}, {@code PLAYHEAD_GATEWAY_OPEN}, {@code PLAYHEAD_GATEWAY_RELOAD_INTERVAL},
 *     {@code PLAYHEAD_GATEWAY_LIMITED_SOURCES}
 * @param limits {@code PLAYHEAD_GATEWAY_MAX_INFLATED_BYTES}, {@code PLAYHEAD_GATEWAY_MAX_RUM_BYTES} (inflated),
 *     {@code PLAYHEAD_GATEWAY_MAX_RATIO}, {@code PLAYHEAD_GATEWAY_MAX_DEPTH}, {@code PLAYHEAD_GATEWAY_MAX_FORM_PARTS},
 *     {@code PLAYHEAD_GATEWAY_MAX_FIELD_BYTES}, {@code PLAYHEAD_GATEWAY_MAX_SESSIONS},
 *     {@code PLAYHEAD_GATEWAY_MAX_DEAD_LETTERS}, {@code PLAYHEAD_GATEWAY_RECORD_BYTES}
 * @param memory {@code PLAYHEAD_GATEWAY_SMALL_BODIES_BYTES}, {@code PLAYHEAD_GATEWAY_LARGE_BODIES_BYTES},
 *     {@code PLAYHEAD_GATEWAY_WAITING_BODIES}
 * @param patience {@code PLAYHEAD_GATEWAY_ROOM_WAIT}, {@code PLAYHEAD_GATEWAY_HOLD}
 * @param client {@code PLAYHEAD_GATEWAY_COUNTRY_DATABASE}, {@code PLAYHEAD_GATEWAY_MAX_USER_AGENTS},
 *     {@code PLAYHEAD_GATEWAY_MAX_USER_AGENT_CHARS}
 * @param log {@code PLAYHEAD_KAFKA} and {@code KAFKA_*}, {@code PLAYHEAD_GATEWAY_ACK_TIMEOUT},
 *     {@code PLAYHEAD_GATEWAY_START_TIMEOUT}
 * @param workers {@code PLAYHEAD_GATEWAY_WORKERS}, threads that read uploads and hand them to Kafka
 * @param maxWaiting {@code PLAYHEAD_GATEWAY_MAX_WAITING}, uploads that may wait for a worker before others are put off
 */
public record GatewayConfig(
        HttpSettings http,
        AccessSettings access,
        IntakeLimits limits,
        Memory memory,
        Patience patience,
        ClientSettings client,
        LogSettings log,
        int workers,
        int maxWaiting) {

    private static final int MIB = 1 << 20;

    /** They wait for nothing while Kafka is well, so that more than cores only get into each other's way. */
    private static final int WORKERS = Math.max(2, Runtime.getRuntime().availableProcessors());

    /**
     * For bodies, from their first byte until they are answered.
     *
     * @param smallBodiesBytes of all small ones together
     * @param largeBodiesBytes of all large ones together
     * @param waitingBodies large ones that wait for their turn
     */
    public record Memory(int smallBodiesBytes, int largeBodiesBytes, int waitingBodies) {}

    /** @throws IllegalStateException naming every setting that is wrong */
    public static GatewayConfig from(Map<String, String> environment) {
        Settings settings = new Settings(environment);
        HttpSettings http = http(settings);
        Memory memory = new Memory(
                settings.integer("PLAYHEAD_GATEWAY_SMALL_BODIES_BYTES", 24 * MIB, MIB, 1_024 * MIB),
                settings.integer("PLAYHEAD_GATEWAY_LARGE_BODIES_BYTES", 40 * MIB, http.maxBodyBytes(), 1_024 * MIB),
                settings.integer("PLAYHEAD_GATEWAY_WAITING_BODIES", 24, 1, 65_536));
        GatewayConfig config = new GatewayConfig(
                http,
                access(settings, http),
                limits(settings),
                memory,
                new Patience(
                        settings.duration("PLAYHEAD_GATEWAY_ROOM_WAIT", Duration.ofSeconds(10)),
                        settings.duration("PLAYHEAD_GATEWAY_HOLD", Duration.ofSeconds(30))),
                new ClientSettings(
                        settings.file("PLAYHEAD_GATEWAY_COUNTRY_DATABASE"),
                        settings.integer("PLAYHEAD_GATEWAY_MAX_USER_AGENTS", 10_000, 1, 1_000_000),
                        settings.integer("PLAYHEAD_GATEWAY_MAX_USER_AGENT_CHARS", 512, 64, 8_192)),
                new LogSettings(
                        KafkaSettings.from(environment),
                        settings.duration("PLAYHEAD_GATEWAY_ACK_TIMEOUT", Duration.ofSeconds(10)),
                        settings.duration("PLAYHEAD_GATEWAY_START_TIMEOUT", Duration.ofSeconds(30))),
                settings.integer("PLAYHEAD_GATEWAY_WORKERS", WORKERS, 1, 1_024),
                settings.integer("PLAYHEAD_GATEWAY_MAX_WAITING", 256, 1, 65_536));
        settings.check();
        return config;
    }

    private static AccessSettings access(Settings settings, HttpSettings http) {
        Optional<Path> applications = path(settings, "PLAYHEAD_APPLICATIONS");
        boolean loopback = AllowedHosts.isLoopback(http.host());
        boolean open = settings.flag("PLAYHEAD_GATEWAY_OPEN", loopback && applications.isEmpty());
        if (applications.isEmpty() && !open) {
            settings.problem("PLAYHEAD_APPLICATIONS is not set: name the applications that may send, or take any with"
                    + " PLAYHEAD_GATEWAY_OPEN=true");
        }
        return new AccessSettings(
                applications,
                open,
                settings.duration("PLAYHEAD_GATEWAY_RELOAD_INTERVAL", Duration.ofSeconds(5)),
                settings.integer("PLAYHEAD_GATEWAY_LIMITED_SOURCES", 100_000, 1, 10_000_000));
    }

    private static Optional<Path> path(Settings settings, String name) {
        return Optional.of(settings.text(name, ""))
                .filter(text -> !text.isEmpty())
                .map(Path::of);
    }

    private static Optional<HttpSettings.Tls> tls(Settings settings) {
        Optional<Path> certificate = path(settings, "PLAYHEAD_GATEWAY_TLS_CERTIFICATE");
        Optional<Path> key = path(settings, "PLAYHEAD_GATEWAY_TLS_KEY");
        if (certificate.isPresent() != key.isPresent()) {
            settings.problem("PLAYHEAD_GATEWAY_TLS_CERTIFICATE and PLAYHEAD_GATEWAY_TLS_KEY need one another");
        }
        return certificate.flatMap(file -> key.map(secret -> new HttpSettings.Tls(file, secret)));
    }

    private static HttpSettings http(Settings settings) {
        return new HttpSettings(
                settings.text("PLAYHEAD_HOST", "127.0.0.1"),
                settings.integer("PLAYHEAD_GATEWAY_PORT", 8400, 0, 65_535),
                settings.texts("PLAYHEAD_GATEWAY_ALLOWED_HOSTS"),
                tls(settings),
                settings.flag("PLAYHEAD_GATEWAY_ACCESS_LOG", false),
                settings.integer("PLAYHEAD_GATEWAY_MAX_BODY_BYTES", 32 * MIB, 1_024, 256 * MIB),
                settings.duration("PLAYHEAD_GATEWAY_BODY_TIMEOUT", Duration.ofSeconds(60)),
                settings.duration("PLAYHEAD_GATEWAY_IDLE_TIMEOUT", Duration.ofSeconds(75)),
                settings.duration("PLAYHEAD_GATEWAY_RETRY_AFTER", Duration.ofSeconds(5)),
                settings.each("PLAYHEAD_GATEWAY_TRUSTED_PROXIES", Network::parse));
    }

    private static IntakeLimits limits(Settings settings) {
        IntakeLimits defaults = IntakeLimits.DEFAULT;
        int ratio = settings.integer(
                "PLAYHEAD_GATEWAY_MAX_RATIO", defaults.segment().maxRatio(), 1, 2_000);
        int depth = settings.integer(
                "PLAYHEAD_GATEWAY_MAX_DEPTH", defaults.segment().maxDepth(), 16, 10_000);
        int inflated = settings.integer(
                "PLAYHEAD_GATEWAY_MAX_INFLATED_BYTES",
                Math.toIntExact(defaults.segment().maxInflatedBytes()),
                1_024,
                1_024 * MIB);
        int rum = settings.integer(
                "PLAYHEAD_GATEWAY_MAX_RUM_BYTES", Math.toIntExact(defaults.rum().maxInflatedBytes()), 1_024, 256 * MIB);
        return new IntakeLimits(
                new BodyLimits(inflated, ratio, depth),
                new BodyLimits(rum, ratio, depth),
                settings.integer("PLAYHEAD_GATEWAY_MAX_FORM_PARTS", defaults.maxFormParts(), 17, 1_000),
                settings.integer("PLAYHEAD_GATEWAY_MAX_FIELD_BYTES", defaults.maxFieldBytes(), 1_024, MIB),
                settings.integer("PLAYHEAD_GATEWAY_MAX_SESSIONS", defaults.maxSessions(), 1, 100_000),
                settings.integer("PLAYHEAD_GATEWAY_MAX_DEAD_LETTERS", defaults.maxDeadLetters(), 0, 100_000),
                settings.integer(
                        "PLAYHEAD_GATEWAY_RECORD_BYTES", defaults.recordBytes(), 1_024, Topics.MAX_BODY_BYTES));
    }
}
