// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Whether a role does its work. Services are asked as anybody else would: over HTTP. */
record Readiness(String name, BooleanSupplier ready) {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);
    private static final int OK = 200;

    /** Of a service, by its {@code /health/ready}. */
    static Readiness overHttp(String name, HttpClient http, String baseUrl) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/health/ready"))
                .timeout(REQUEST_TIMEOUT)
                .build();
        return new Readiness(name, () -> isOk(http, request));
    }

    /** @throws CannotStartException naming what was not ready in time */
    static void await(List<Readiness> wanted, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        List<Readiness> missing = unready(wanted);
        while (!missing.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new CannotStartException("not ready within %d s: %s"
                        .formatted(
                                limit.toSeconds(),
                                missing.stream().map(Readiness::name).collect(Collectors.joining(", "))));
            }
            pause();
            missing = unready(missing);
        }
    }

    private static List<Readiness> unready(List<Readiness> wanted) {
        return wanted.stream().filter(role -> !role.ready().getAsBoolean()).toList();
    }

    private static boolean isOk(HttpClient http, HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static CannotStartException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new CannotStartException("interrupted while starting", e);
    }
}
