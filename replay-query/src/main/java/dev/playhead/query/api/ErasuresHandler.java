// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.erasures.ErasureId;
import dev.playhead.erasures.ErasureLog;
import dev.playhead.query.store.Answer;
import dev.playhead.query.store.Answer.Absent;
import dev.playhead.query.store.Answer.Erased;
import dev.playhead.query.store.Answer.Expired;
import dev.playhead.query.store.Answer.Found;
import dev.playhead.query.store.Answer.Unavailable;
import dev.playhead.query.store.Gathered;
import dev.playhead.query.store.ListQuery;
import dev.playhead.query.store.Page;
import dev.playhead.query.store.Part;
import dev.playhead.query.store.ReplayStore;
import dev.playhead.query.store.RowPosition;
import dev.playhead.query.store.SessionLists;
import dev.playhead.query.store.StoredSession;
import dev.playhead.query.topology.SessionRow;
import dev.playhead.schemas.SessionKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/**
 * Erases sessions, one or all of a user.
 *
 * <p>Nothing is remembered here. An erasure is accepted once its decisions are in Kafka and whoever answers for each of
 * its sessions has heard of them, so that from then on no answer knows them, after a restart as little as before it.
 * What comes in between is told, and asking again finishes it.
 */
public final class ErasuresHandler {

    private static final int PAGE = 500;
    private static final Duration POLL = Duration.ofMillis(5);

    private final ErasureLog log;
    private final ReplayStore store;
    private final SessionLists offered;
    private final SessionLists kept;
    private final ErasureSettings settings;
    private final InstantSource clock;
    private final Semaphore room;
    private final Counter erasedSessions;
    private final Counter unfinished;

    /**
     * @param offered the lists that are answered from, which hold counts that an erasure changes
     * @param kept lists of all sessions that there are rows of, also of those that are not offered any more
     */
    public ErasuresHandler(
            ErasureLog log,
            ReplayStore store,
            SessionLists offered,
            SessionLists kept,
            ErasureSettings settings,
            InstantSource clock,
            MeterRegistry metrics) {
        this.log = log;
        this.store = store;
        this.offered = offered;
        this.kept = kept;
        this.settings = settings;
        this.clock = clock;
        this.room = new Semaphore(settings.atOnce());
        this.erasedSessions = Counter.builder("playhead.query.sessions.erased")
                .description("Sessions whose erasure was asked for here and is in effect")
                .register(metrics);
        this.unfinished = Counter.builder("playhead.query.erasures.unfinished")
                .description("Requests to erase that were answered 503, to be repeated")
                .register(metrics);
    }

    /**
     * Erases a session that is known here, also one that is past its retention or erased already.
     *
     * @param erased whether nobody answers for a session any more
     * @throws NotDoneException if it has to be asked for again
     */
    public Answer<ErasureAccepted> session(SessionKey key, Predicate<SessionKey> erased) {
        Answer<StoredSession> known = store.session(key);
        return switch (known) {
            case Found<StoredSession> found -> accepted(() -> erase(key.app(), List.of(key), erased));
            case Expired<StoredSession>(), Erased<StoredSession>() ->
                accepted(() -> erase(key.app(), List.of(key), erased));
            case Absent<StoredSession>() -> new Absent<>();
            case Unavailable<StoredSession>(Duration retryAfter, double progress) ->
                new Unavailable<>(retryAfter, progress);
        };
    }

    /**
     * The ids of all sessions of an application whose user has this id, exactly; one more than are erased by one
     * request, at most.
     *
     * @throws NotDoneException if they cannot be listed in time
     */
    public Part<List<String>> sessionsOf(String app, String user, Set<Integer> partitions) {
        long deadline = deadline();
        Set<String> sessions = new LinkedHashSet<>();
        Set<Integer> answered = partitions;
        Optional<RowPosition> after = Optional.empty();
        do {
            Part<Page<SessionRow>> page = kept.sessions(
                    new ListQuery(
                            app,
                            0,
                            Long.MAX_VALUE,
                            PAGE,
                            after,
                            row -> user.equals(row.session().getUserId())),
                    partitions);
            if (page.answered().size() < answered.size()) {
                answered = page.answered(); // whoever asks hears that the others are missing
            }
            page.value().items().forEach(row -> sessions.add(row.summary().getSession()));
            after = page.value().next();
            if (after.isPresent() && System.nanoTime() > deadline) {
                throw new NotDoneException(
                        "the sessions could not be listed within %s: nothing was erased".formatted(settings.timeout()));
            }
        } while (after.isPresent() && sessions.size() <= settings.maxSessions());
        return new Part<>(sessions.stream().limit(settings.maxSessions() + 1L).toList(), answered);
    }

    /**
     * Erases sessions of a user, as all partitions have them.
     *
     * @param erased whether nobody answers for a session any more
     * @throws NotDoneException if it has to be asked for again
     */
    public Answer<ErasureAccepted> user(String app, Gathered<List<String>> found, Predicate<SessionKey> erased) {
        return accepted(() -> {
            if (!found.complete()) {
                throw new NotDoneException("the sessions of partitions %s cannot be listed now: nothing was erased"
                        .formatted(found.missing()));
            }
            List<SessionKey> sessions = found.value().stream()
                    .limit(settings.maxSessions())
                    .map(session -> new SessionKey(app, session))
                    .toList();
            if (sessions.isEmpty()) {
                return new Absent<>();
            }
            Answer<ErasureAccepted> accepted = erase(app, sessions, erased);
            if (sessions.size() < found.value().size()) {
                throw new NotDoneException("%d sessions were erased and there are more: ask again for the rest"
                        .formatted(sessions.size()));
            }
            return accepted;
        });
    }

    /** Whether this is known to have been erased, by what is here. */
    public boolean isErased(SessionKey key) {
        return store.session(key) instanceof Erased<StoredSession>;
    }

    /** An erasure that was carried out, whoever did it. */
    public Answer<ErasureItem> erasure(String id) {
        return ErasureId.parse(id)
                .flatMap(parsed -> asked(() -> log.find(parsed), "Kafka does not say what became of it")
                        .map(erasure -> ErasureItem.of(parsed, erasure, clock.millis())))
                .<Answer<ErasureItem>>map(Found::new)
                .orElseGet(Absent::new);
    }

    private Answer<ErasureAccepted> accepted(Supplier<Answer<ErasureAccepted>> erasing) {
        if (!room.tryAcquire()) {
            unfinished.increment();
            throw new NotDoneException("others are being carried out: nothing was erased");
        }
        try {
            return erasing.get();
        } catch (NotDoneException e) {
            unfinished.increment();
            throw e;
        } finally {
            room.release();
        }
    }

    private Answer<ErasureAccepted> erase(String app, List<SessionKey> sessions, Predicate<SessionKey> erased) {
        long requestedMs = clock.millis();
        asked(
                () -> {
                    log.decide(sessions);
                    return sessions;
                },
                "Kafka did not acknowledge all of it: ask again");
        awaitErased(sessions, erased);
        offered.forgetApps();
        erasedSessions.increment(sessions.size());
        ErasureId id = asked(
                () -> log.record(app, sessions.size(), requestedMs, clock.millis()),
                "it is erased, but Kafka did not take a record of it: ask again");
        return new Found<>(new ErasureAccepted(id.text()));
    }

    private void awaitErased(List<SessionKey> sessions, Predicate<SessionKey> erased) {
        long deadline = deadline();
        for (SessionKey session : sessions) {
            while (!erased.test(session)) {
                if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                    throw new NotDoneException("it is decided, but the views have not heard of it within %s: ask again"
                            .formatted(settings.timeout()));
                }
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
    }

    private long deadline() {
        return System.nanoTime() + settings.timeout().toNanos();
    }

    private static <T> T asked(Supplier<T> question, String otherwise) {
        try {
            return question.get();
        } catch (KafkaException e) {
            throw new NotDoneException(otherwise, e);
        }
    }
}
