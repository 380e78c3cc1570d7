// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.gateway.intake.IntakeResult.Accepted;
import dev.playhead.gateway.intake.IntakeResult.Cause;
import dev.playhead.gateway.intake.IntakeResult.Refused;
import dev.playhead.gateway.intake.IntakeResult.TryLater;
import dev.playhead.gateway.intake.LogEntry.Recording;
import dev.playhead.gateway.intake.LogEntry.Rum;
import dev.playhead.gateway.intake.LogEntry.Unusable;
import dev.playhead.gateway.intake.Reading.Found;
import dev.playhead.gateway.intake.Reading.Ignored;
import dev.playhead.schemas.v1.Client;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes uploads: refuses what can never be right, appends the rest, and says so only once Kafka has it. */
public final class IntakeHandler {

    private static final Logger log = LoggerFactory.getLogger(IntakeHandler.class);

    private final RecordingLog recordings;
    private final Executor workers;
    private final Duration ackTimeout;
    private final IntakeMetrics metrics;

    /**
     * @param workers where uploads are read and appended, both of which may block; full means try later
     * @param ackTimeout longest wait for Kafka, counted from the append
     */
    public IntakeHandler(RecordingLog recordings, Executor workers, Duration ackTimeout, IntakeMetrics metrics) {
        this.recordings = recordings;
        this.workers = workers;
        this.ackTimeout = ackTimeout;
        this.metrics = metrics;
    }

    /**
     * Never blocks. Completes exceptionally only for a fault of our own.
     *
     * @param client who sent the upload; asked for on a worker, once there is something to store
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the nested one is flattened at once
    public CompletableFuture<IntakeResult> take(Intake intake, Upload upload, Supplier<Client> client) {
        metrics.started();
        try {
            return CompletableFuture.supplyAsync(() -> read(intake, upload, client), workers)
                    .thenCompose(Function.identity())
                    .whenComplete((_, _) -> metrics.ended());
        } catch (RejectedExecutionException e) {
            metrics.ended();
            return CompletableFuture.completedFuture(tryLater(Cause.BUSY));
        }
    }

    private CompletableFuture<IntakeResult> read(Intake intake, Upload upload, Supplier<Client> client) {
        try {
            return switch (intake.read(upload)) {
                case Found(List<LogEntry> entries, String answer) -> {
                    stamp(entries, client.get());
                    yield append(entries, answer, upload);
                }
                case Ignored(Ignored.Kind kind, String answer) -> {
                    metrics.ignored(kind);
                    yield CompletableFuture.completedFuture(new Accepted(answer));
                }
            };
        } catch (MalformedBodyException e) {
            metrics.rejected(e.reason());
            return CompletableFuture.completedFuture(new Refused(e.reason(), e.detail()));
        }
    }

    /** Here and not in the intakes, so that none can forget it, and none has to know. */
    private static void stamp(List<LogEntry> entries, Client client) {
        for (LogEntry entry : entries) {
            switch (entry) {
                case Recording recording -> recording.segment().setClient(client);
                case Rum rum -> rum.batch().setClient(client);
                case Unusable _ -> {}
            }
        }
    }

    private CompletableFuture<IntakeResult> append(List<LogEntry> entries, @Nullable String answer, Upload upload) {
        return recordings
                .append(entries)
                .orTimeout(ackTimeout.toMillis(), TimeUnit.MILLISECONDS)
                .handle((_, failure) -> {
                    if (failure != null) {
                        // One line an upload would drown the log while Kafka is away; its state is logged elsewhere.
                        log.debug("kafka did not acknowledge an upload: bytes={}", upload.body().length, failure);
                        return tryLater(Cause.UNACKNOWLEDGED);
                    }
                    metrics.acknowledged(upload.body().length, entries.size());
                    metrics.deadLettered(Math.toIntExact(entries.stream()
                            .filter(LogEntry.Unusable.class::isInstance)
                            .count()));
                    return new Accepted(answer);
                });
    }

    private TryLater tryLater(Cause cause) {
        metrics.postponed(cause);
        return new TryLater(cause);
    }
}
