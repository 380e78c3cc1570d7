// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway;

import dev.playhead.gateway.client.ClientObserver;
import dev.playhead.gateway.http.GatewayRoutes;
import dev.playhead.gateway.http.GatewayServer;
import dev.playhead.gateway.intake.DatadogIntake;
import dev.playhead.gateway.intake.GuanceIntake;
import dev.playhead.gateway.intake.Intake;
import dev.playhead.gateway.intake.IntakeHandler;
import dev.playhead.gateway.intake.IntakeLimits;
import dev.playhead.gateway.intake.IntakeMetrics;
import dev.playhead.gateway.intake.PostHogIntake;
import dev.playhead.gateway.intake.RecordingLog;
import dev.playhead.gateway.intake.RrwebIntake;
import dev.playhead.gateway.intake.SentryIntake;
import dev.playhead.gateway.kafka.KafkaCheck;
import dev.playhead.gateway.kafka.KafkaRecordingLog;
import dev.playhead.schemas.Topics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running gateway.
 *
 * <pre>
 *  SDK --HTTP--> event loops --upload--> workers --records--> producer --acks=all--> Kafka
 *      <--202----             <-------------------- all acknowledged -----------------
 * </pre>
 */
public final class Gateway implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Gateway.class);

    /** Together less than the 10 s that a stopping service has. */
    private static final Duration DRAIN = Duration.ofSeconds(6);

    private static final Duration FLUSH = Duration.ofSeconds(2);

    private final GatewayServer server;
    private final ThreadPoolExecutor workers;
    private final Connection connection;
    private final AtomicBoolean draining;

    /**
     * The way to Kafka.
     *
     * @param usable whether it takes uploads now
     * @param closing waits for what was appended, then hangs up
     */
    record Connection(RecordingLog recordings, BooleanSupplier usable, Runnable closing) {}

    private Gateway(GatewayServer server, ThreadPoolExecutor workers, Connection connection, AtomicBoolean draining) {
        this.server = server;
        this.workers = workers;
        this.connection = connection;
        this.draining = draining;
    }

    /**
     * Waits for Kafka, then listens.
     *
     * @throws IOException with one clear line, if the address cannot be bound, the country database cannot be read, or
     *     Kafka is not there in time
     */
    public static Gateway start(GatewayConfig config, Topics topics, PrometheusMeterRegistry metrics)
            throws IOException, InterruptedException {
        log.info("gateway starts: config={}", config);
        ClientObserver clients = ClientObserver.open(config.client(), metrics);
        KafkaCheck check = KafkaCheck.start(config.log(), topics);
        KafkaRecordingLog recordings;
        try {
            recordings = KafkaRecordingLog.open(config.log(), topics);
        } catch (IOException e) {
            check.close();
            throw e;
        }
        Connection connection = new Connection(recordings, check::passed, () -> {
            recordings.close(FLUSH);
            check.close();
        });
        return start(config, connection, clients, metrics, InstantSource.system());
    }

    static Gateway start(
            GatewayConfig config,
            Connection connection,
            ClientObserver clients,
            PrometheusMeterRegistry metrics,
            InstantSource clock)
            throws IOException {
        ThreadPoolExecutor workers = workers(config);
        AtomicBoolean draining = new AtomicBoolean();
        IntakeMetrics intakeMetrics = new IntakeMetrics(metrics);
        GatewayRoutes routes = new GatewayRoutes(
                config.http(),
                intakes(config.limits()),
                new IntakeHandler(connection.recordings(), workers, config.log().ackTimeout(), intakeMetrics),
                clients,
                () -> !draining.get() && connection.usable().getAsBoolean(),
                metrics,
                intakeMetrics,
                clock);
        try {
            GatewayServer server = GatewayServer.start(config.http(), routes);
            log.info("gateway listens: host={} port={}", config.http().host(), server.port());
            return new Gateway(server, workers, connection, draining);
        } catch (IOException e) {
            workers.shutdown();
            connection.closing().run();
            throw e;
        }
    }

    /** The port that was bound, also where a free one was asked for. */
    public int port() {
        return server.port();
    }

    /** Whether uploads are taken now: Kafka is usable and nobody is closing this. */
    public boolean ready() {
        return !draining.get() && connection.usable().getAsBoolean();
    }

    /** Drains: takes no more uploads, finishes those in flight, waits for Kafka; within 10 s. */
    @Override
    public void close() {
        if (draining.getAndSet(true)) {
            return;
        }
        log.info("gateway drains");
        server.drain(DRAIN);
        workers.shutdown();
        connection.closing().run();
        server.close();
        log.info("gateway stopped");
    }

    /** Every SDK's endpoints; a path means the same whether called directly or through {@code ddforward}. */
    private static Map<String, Intake> intakes(IntakeLimits limits) {
        return Map.of(
                "/v1/write/rum/replay", GuanceIntake.replay(limits),
                "/v1/write/rum", GuanceIntake.rum(limits),
                "/api/v2/replay", DatadogIntake.replay(limits),
                "/api/v2/rum", DatadogIntake.rum(limits),
                "/s/", PostHogIntake.recordings(limits),
                "/e/", PostHogIntake.events(limits),
                "/i/v0/e/", PostHogIntake.events(limits),
                "/api/*/envelope/", new SentryIntake(limits),
                "/rrweb/v1/batch", new RrwebIntake(limits));
    }

    private static ThreadPoolExecutor workers(GatewayConfig config) {
        return new ThreadPoolExecutor(
                config.workers(),
                config.workers(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(config.maxWaiting()),
                // Platform threads: the first sends from virtual ones can deadlock in class initialisation (JDK 25).
                Thread.ofPlatform().name("gateway-worker-", 0).factory());
    }
}
