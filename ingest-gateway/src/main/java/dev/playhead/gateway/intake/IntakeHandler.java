// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import dev.playhead.applications.DropRule;
import dev.playhead.applications.RateLimits;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.gateway.access.Access;
import dev.playhead.gateway.access.RateLimiter;
import dev.playhead.gateway.intake.IntakeResult.Accepted;
import dev.playhead.gateway.intake.IntakeResult.Cause;
import dev.playhead.gateway.intake.IntakeResult.Refused;
import dev.playhead.gateway.intake.IntakeResult.TryLater;
import dev.playhead.gateway.intake.LogEntry.OfSession;
import dev.playhead.gateway.intake.LogEntry.Recording;
import dev.playhead.gateway.intake.LogEntry.Rum;
import dev.playhead.gateway.intake.LogEntry.Unusable;
import dev.playhead.gateway.intake.Reading.Ignored;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.Client;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes uploads: refuses what can never be right, leaves out what is to be dropped, appends the rest, and says so only
 * once Kafka has it. What cannot be taken now is tried again for as long as it is worth holding.
 */
public final class IntakeHandler {

    private static final Logger log = LoggerFactory.getLogger(IntakeHandler.class);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final RecordingLog recordings;
    private final Executor workers;
    private final Patience patience;
    private final RateLimiter rates;
    private final InflationRoom inflationRoom;
    private final IntakeMetrics metrics;
    private volatile boolean draining;

    /**
     * @param workers where uploads are read and appended, both of which may block; full means try later
     * @param largestInflated bytes that uploads may be inflated to at once, all of them together
     */
    public IntakeHandler(
            RecordingLog recordings,
            Executor workers,
            Patience patience,
            RateLimiter rates,
            long largestInflated,
            IntakeMetrics metrics) {
        this.recordings = recordings;
        this.workers = workers;
        this.patience = patience;
        this.rates = rates;
        this.inflationRoom = new InflationRoom(largestInflated);
        this.metrics = metrics;
    }

    /** Never blocks. Completes exceptionally only for a fault of our own. */
    public CompletableFuture<IntakeResult> take(Intake intake, Upload upload) {
        metrics.started();
        return take(intake, upload, System.nanoTime()).whenComplete((result, _) -> {
            metrics.ended();
            if (result instanceof TryLater(Cause cause)) {
                metrics.postponed(cause);
            }
        });
    }

    /** Holds nothing back any more: what cannot be taken at once is put off. */
    public void drain() {
        draining = true;
    }

    private CompletableFuture<IntakeResult> take(Intake intake, Upload upload, long since) {
        return attempt(intake, upload)
                .thenCompose(result -> result instanceof TryLater(Cause cause) && isWorthHolding(intake, cause, since)
                        ? CompletableFuture.runAsync(() -> {}, later()).thenCompose(_ -> take(intake, upload, since))
                        : CompletableFuture.completedFuture(result));
    }

    private boolean isWorthHolding(Intake intake, Cause cause, long since) {
        long left = patience.with(intake, cause).toNanos() - (System.nanoTime() - since);
        return !draining && left > PAUSE.toNanos();
    }

    private static Executor later() {
        return CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the nested one is flattened at once
    private CompletableFuture<IntakeResult> attempt(Intake intake, Upload upload) {
        try {
            return CompletableFuture.supplyAsync(() -> read(intake, upload), workers)
                    .thenCompose(Function.identity());
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(new TryLater(Cause.BUSY));
        }
    }

    private CompletableFuture<IntakeResult> read(Intake intake, Upload upload) {
        long inflatedBytes = intake.inflatedBytes(upload);
        if (!inflationRoom.enter(inflatedBytes)) {
            return CompletableFuture.completedFuture(new TryLater(Cause.NO_ROOM));
        }
        try {
            return store(intake.read(upload), upload);
        } catch (MalformedBodyException e) {
            metrics.rejected(e.reason());
            return CompletableFuture.completedFuture(new Refused(e.reason(), e.detail()));
        } finally {
            inflationRoom.leave(inflatedBytes); // what was appended is the producer's by now
        }
    }

    private CompletableFuture<IntakeResult> store(Reading reading, Upload upload) {
        List<LogEntry> kept = reading.entries().stream()
                .filter(entry -> !isDropped(entry, upload.access()))
                .toList();
        if (kept.isEmpty()) {
            reading.ignored().forEach(metrics::ignored);
            return CompletableFuture.completedFuture(new Accepted(reading.answer()));
        }
        if (!isWithinLimits(kept, upload.access())) {
            return CompletableFuture.completedFuture(new TryLater(Cause.RATE_LIMITED));
        }
        stamp(kept, upload.client().get());
        List<Ignored> ignored = reading.ignored();
        Accepted accepted = new Accepted(reading.answer());
        return append(kept, upload.body().length).thenApply(acknowledged -> {
            if (!acknowledged) {
                return new TryLater(Cause.UNACKNOWLEDGED);
            }
            ignored.forEach(metrics::ignored);
            return accepted;
        });
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

    private boolean isDropped(LogEntry entry, Access access) {
        if (!(entry instanceof Recording recording)) {
            return false;
        }
        Optional<String> rule = access
                .applications()
                .dropRulesOf(recording.key().app())
                .stream()
                .filter(candidate -> candidate.matches(recording))
                .map(DropRule::name)
                .findFirst();
        if (rule.isPresent() && recording.segment().getPart() == 0) {
            metrics.dropped(rule.get());
        }
        return rule.isPresent();
    }

    private boolean isWithinLimits(List<LogEntry> entries, Access access) {
        Map<SessionKey, Long> limited = new HashMap<>();
        for (LogEntry entry : entries) {
            if (entry instanceof OfSession part && !limitsOf(part.key(), access).equals(RateLimits.NONE)) {
                limited.merge(part.key(), (long) part.bytes(), Long::sum);
            }
        }
        return limited.entrySet().stream()
                .allMatch(session ->
                        rates.takes(session.getKey(), limitsOf(session.getKey(), access), session.getValue()));
    }

    private static RateLimits limitsOf(SessionKey key, Access access) {
        return access.applications().limitsOf(key.app());
    }

    /** What waits for the acknowledgement holds none of the entries: those may be an upload of 100 MiB, inflated. */
    private CompletableFuture<Boolean> append(List<LogEntry> entries, int uploadedBytes) {
        int count = entries.size();
        int unusable = Math.toIntExact(
                entries.stream().filter(Unusable.class::isInstance).count());
        return recordings.append(entries).handle((_, failure) -> {
            if (failure != null) {
                // One line an upload would drown the log while Kafka is away; its state is logged elsewhere.
                log.debug("kafka did not acknowledge an upload: bytes={}", uploadedBytes, failure);
                return false;
            }
            metrics.acknowledged(uploadedBytes, count);
            metrics.deadLettered(unusable);
            return true;
        });
    }
}
