// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.upload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;

/** Sends requests as an SDK does: again after a 503, when the gateway asks for it. */
public final class GatewayClient implements AutoCloseable {

    private static final int ATTEMPTS = 10;
    private static final long DEFAULT_WAIT_S = 1;
    private static final long MAX_WAIT_S = 5;
    private static final int UNAVAILABLE = 503;

    private final HttpClient http =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();

    /**
     * The answer, at the latest after some attempts.
     *
     * @throws UncheckedIOException if there is none
     */
    public HttpResponse<String> send(HttpRequest request) {
        HttpResponse<String> answer = exchange(request);
        for (int attempt = 1; attempt < ATTEMPTS && answer.statusCode() == UNAVAILABLE; attempt++) {
            pause(answer);
            answer = exchange(request);
        }
        return answer;
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send to " + request.uri().resolve("/"), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void pause(HttpResponse<String> answer) {
        long seconds = answer.headers().firstValueAsLong("retry-after").orElse(DEFAULT_WAIT_S);
        try {
            TimeUnit.SECONDS.sleep(Math.min(seconds, MAX_WAIT_S));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while sending", e);
    }
}
