// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway;

import dev.playhead.applications.Applications;
import dev.playhead.applications.ApplicationsFile;
import dev.playhead.gateway.access.AccessPolicy;
import dev.playhead.gateway.access.AccessSettings;
import dev.playhead.gateway.access.RateLimiter;
import dev.playhead.gateway.client.ClientObserver;
import dev.playhead.gateway.http.BodyRoom;
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
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
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

    // Together less than the 10 s that a stopping service has.
    private static final Duration PARTING = Duration.ofSeconds(2);
    private static final Duration DRAIN = Duration.ofSeconds(4);
    private static final Duration FLUSH = Duration.ofSeconds(2);

    private final GatewayServer server;
    private final IntakeHandler handler;
    private final Resources resources;
    private final Connection connection;
    private final AtomicBoolean draining;

    /**
     * The way to Kafka.
     *
     * @param usable whether it takes uploads now
     * @param closing waits for what was appended, then hangs up
     */
    record Connection(RecordingLog recordings, BooleanSupplier usable, Runnable closing) {}

    /** What has threads of its own. */
    private record Resources(ThreadPoolExecutor workers, Optional<ApplicationsFile> applicationsFile) {

        Supplier<Applications> applications() {
            return applicationsFile.<Supplier<Applications>>map(file -> file).orElse(() -> Applications.NONE);
        }

        void close() {
            workers.shutdown();
            applicationsFile.ifPresent(ApplicationsFile::close);
        }
    }

    private Gateway(
            GatewayServer server,
            IntakeHandler handler,
            Resources resources,
            Connection connection,
            AtomicBoolean draining) {
        this.server = server;
        this.handler = handler;
        this.resources = resources;
        this.connection = connection;
        this.draining = draining;
    }

    /**
     * Waits for Kafka, then listens.
     *
     * @throws IOException with one clear line, if the address cannot be bound, the applications or the country database
     *     cannot be read, or Kafka is not there in time
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
        Resources resources;
        try {
            resources = new Resources(workers(config), applicationsFile(config.access(), metrics));
        } catch (IOException e) {
            connection.closing().run();
            throw e;
        }
        Gauge.builder("playhead.gateway.body.limit", config.http()::maxBodyBytes)
                .description("Largest upload that is taken, on the wire")
                .baseUnit("bytes")
                .register(metrics);
        AtomicBoolean draining = new AtomicBoolean();
        IntakeMetrics intakeMetrics = new IntakeMetrics(metrics);
        IntakeHandler handler = new IntakeHandler(
                connection.recordings(),
                resources.workers(),
                config.patience(),
                new RateLimiter(
                        config.access().limitedSources(), config.http().maxBodyBytes(), TimeMeter.SYSTEM_NANOTIME),
                config.limits().segment().maxInflatedBytes(),
                intakeMetrics);
        GatewayRoutes routes = new GatewayRoutes(
                config.http(),
                new AccessPolicy(resources.applications(), config.access().open()),
                new GatewayRoutes.Intakes(intakes(config.limits()), handler, config.patience(), intakeMetrics),
                new BodyRoom(
                        config.memory().smallBodiesBytes(),
                        config.memory().largeBodiesBytes(),
                        config.memory().waitingBodies(),
                        metrics),
                clients,
                () -> !draining.get() && connection.usable().getAsBoolean(),
                metrics,
                clock);
        try {
            GatewayServer server = GatewayServer.start(config.http(), routes);
            log.info("gateway listens: host={} port={}", config.http().host(), server.port());
            return new Gateway(server, handler, resources, connection, draining);
        } catch (IOException e) {
            resources.close();
            connection.closing().run();
            throw e;
        }
    }

    /** The port that was bound, also where a free one was asked for. */
    public int port() {
        return server.port();
    }

    /** Whether it speaks TLS. */
    public boolean tls() {
        return server.tls();
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
        handler.drain();
        server.drain(PARTING, DRAIN);
        resources.close();
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
                "/api/*/envelope/", SentryIntake.envelopes(limits),
                "/rrweb/v1/batch", RrwebIntake.batches(limits));
    }

    private static Optional<ApplicationsFile> applicationsFile(AccessSettings settings, PrometheusMeterRegistry metrics)
            throws IOException {
        if (settings.applications().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ApplicationsFile.open(
                settings.applications().get(),
                settings.reloadEvery(),
                readable -> metrics.counter(
                                "playhead.gateway.applications.read", "result", readable ? "changed" : "bad")
                        .increment()));
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
