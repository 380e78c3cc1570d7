// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.playhead.deploy.doctor.Service.Reply;
import dev.playhead.deploy.doctor.Service.SilentException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Sends recordings through the gateway and looks for them at the query service, byte by byte; then has them erased. On
 * the way it sees the clocks of both. For one thread.
 */
public final class EndToEnd {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final int LARGE_BYTES = 20 << 20;
    private static final Duration CLOCK_WARN = Duration.ofSeconds(5);

    /** As much as sessions have to spare before they count as over. */
    private static final Duration CLOCK_FAIL = Duration.ofMinutes(2);

    private static final String RECORDING = "recording";
    private static final String LARGE = "large segment";
    private static final String ERASE = "erase";
    private static final String CLOCKS = "clocks";

    private final Service gateway;
    private final Service query;
    private final String app;
    private final Optional<String> token;
    private final Duration wait;
    private final InstantSource clock;
    private final List<SentRecording> sent = new ArrayList<>();
    private OptionalLong gatewayAheadMs = OptionalLong.empty();
    private OptionalLong queryAheadMs = OptionalLong.empty();
    private String bytesGone = "";

    /**
     * @param app that the recordings are of
     * @param token that the gateway wants to see, as rrweb's
     * @param wait for each thing to show
     */
    public EndToEnd(
            Service gateway, Service query, String app, Optional<String> token, Duration wait, InstantSource clock) {
        this.gateway = gateway;
        this.query = query;
        this.app = app;
        this.token = token;
        this.wait = wait;
        this.clock = clock;
    }

    /** A small recording, a large one, their erasure, the clocks: to be made in this order, whatever of it fails. */
    public Stream<Supplier<Finding>> checks() {
        return Stream.of(
                () -> carried(RECORDING, SentRecording.small(app, clock.millis())),
                () -> carried(LARGE, SentRecording.of(app, clock.millis(), LARGE_BYTES)),
                this::erased,
                this::clocks);
    }

    private Finding carried(String check, SentRecording recording) {
        try {
            long sentMs = clock.millis();
            Reply reply = gateway.post(
                    "/rrweb/v1/batch"
                            + token.map(text -> "?token=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                                    .orElse(""),
                    recording.body());
            long acknowledgedMs = clock.millis();
            if (reply.status() != 202) {
                return refused(check, reply);
            }
            sent.add(recording);
            Optional<String> missing = within(() -> missing(recording));
            if (missing.isPresent()) {
                return Finding.fail(
                        check,
                        "accepted, but %s within %d s: look at the lag".formatted(missing.get(), wait.toSeconds()));
            }
            long shownMs = clock.millis();
            long receivedMs =
                    query.get(recording.path()).json().path("receivedMs").asLong(sentMs);
            gatewayAheadMs = OptionalLong.of(ahead(receivedMs, sentMs, acknowledgedMs));
            return Finding.ok(
                    check,
                    "%d bytes accepted in %d ms, %d ms later in the timeline and given out as sent"
                            .formatted(recording.body().length, acknowledgedMs - sentMs, shownMs - acknowledgedMs));
        } catch (SilentException e) {
            return Finding.fail(check, "not carried through: %s".formatted(e.getMessage()));
        }
    }

    private Finding refused(String check, Reply reply) {
        return switch (reply.status()) {
            case 403 ->
                Finding.fail(
                        check,
                        "the gateway takes nothing of %s: name an application with --app and --token (%s)"
                                .formatted(app, reply.detail()));
            case 413 ->
                Finding.warn(
                        check,
                        "the gateway takes no body of %d MiB: raise PLAYHEAD_GATEWAY_MAX_BODY_BYTES if pages send any"
                                .formatted(LARGE_BYTES >> 20));
            default -> Finding.fail(check, "the gateway answered %s".formatted(reply.detail()));
        };
    }

    /** What is not there yet. */
    private Optional<String> missing(SentRecording recording) {
        Reply timeline = query.get(recording.path() + "/timeline");
        if (timeline.status() != 200) {
            return Optional.of("its timeline was not shown (%s)".formatted(timeline.detail()));
        }
        boolean clicked =
                timeline.json().path("markers").findValuesAsText("kind").contains("click");
        if (!clicked) {
            return Optional.of("its click was not in the timeline");
        }
        Reply raw = query.get("%s/segments/%s/raw".formatted(recording.path(), SentRecording.SEGMENT));
        if (raw.status() != 200) {
            return Optional.of("its bytes were not given out (%s)".formatted(raw.detail()));
        }
        return Arrays.equals(raw.body(), recording.body())
                ? Optional.empty()
                : Optional.of("other bytes than were sent were all that was given out");
    }

    private Finding erased() {
        if (sent.isEmpty()) {
            return Finding.ok(ERASE, "nothing was taken that would have to be erased");
        }
        List<String> left = new ArrayList<>();
        for (SentRecording recording : sent) {
            try {
                within(() -> notErased(recording))
                        .ifPresent(why -> left.add("%s (%s)".formatted(recording.session(), why)));
            } catch (SilentException e) {
                left.add("%s (%s)".formatted(recording.session(), e.getMessage()));
            }
        }
        return left.isEmpty()
                ? Finding.ok(ERASE, "what was sent is gone from every answer, its bytes by %s".formatted(bytesGone))
                : Finding.fail(
                        ERASE,
                        "not erased: %s; when it answers again: ./playhead erase %s SESSION"
                                .formatted(String.join(", ", left), app));
    }

    /** Why it is not erased yet. */
    private Optional<String> notErased(SentRecording recording) {
        long askedMs = clock.millis();
        Reply deleted = query.delete(recording.path());
        long answeredMs = clock.millis();
        if (deleted.status() != 202) {
            return Optional.of(deleted.detail());
        }
        JsonNode erasure = query.get(
                        "/api/v1/erasures/" + deleted.json().path("erasure").asText())
                .json();
        queryAheadMs = OptionalLong.of(ahead(erasure.path("requestedMs").asLong(askedMs), askedMs, answeredMs));
        bytesGone = erasure.path("bytesGoneMs").isNull()
                ? "never, as the raw topics are set"
                : LocalDate.ofInstant(
                                Instant.ofEpochMilli(erasure.path("bytesGoneMs").asLong()), ZoneOffset.UTC)
                        .toString();
        int status = query.get(recording.path()).status();
        return status == 410 ? Optional.empty() : Optional.of("still answered with " + status);
    }

    private Finding clocks() {
        if (gatewayAheadMs.isEmpty() || queryAheadMs.isEmpty()) {
            return Finding.warn(CLOCKS, "not known, since nothing went through");
        }
        long gatewayMs = gatewayAheadMs.getAsLong();
        long queryMs = queryAheadMs.getAsLong();
        long worstMs = Math.max(Math.abs(gatewayMs), Math.abs(queryMs));
        String says =
                "the gateway's is %+d ms from this machine's, the query service's %+d ms".formatted(gatewayMs, queryMs);
        if (worstMs > CLOCK_FAIL.toMillis()) {
            return Finding.fail(CLOCKS, "%s: synchronise them, sessions end early or late".formatted(says));
        }
        return worstMs > CLOCK_WARN.toMillis()
                ? Finding.warn(CLOCKS, "%s: synchronise them".formatted(says))
                : Finding.ok(CLOCKS, says);
    }

    /** How much later a clock showed it than ours can have shown in between. */
    private static long ahead(long shownMs, long notBeforeMs, long notAfterMs) {
        return shownMs < notBeforeMs ? shownMs - notBeforeMs : Math.max(0, shownMs - notAfterMs);
    }

    /** What is missing in the end; empty as soon as nothing is. */
    private Optional<String> within(Supplier<Optional<String>> look) {
        long deadline = System.nanoTime() + wait.toNanos();
        Optional<String> missing = look.get();
        while (missing.isPresent() && System.nanoTime() < deadline) {
            pause();
            missing = look.get();
        }
        return missing;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SilentException("interrupted while waiting", e);
        }
    }
}
