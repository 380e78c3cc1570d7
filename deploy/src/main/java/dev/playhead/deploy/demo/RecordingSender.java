// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends recorded requests as their SDKs did: same paths, headers and bytes, and again after a 503. */
final class RecordingSender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecordingSender.class);

    /** These belong to the connection that is used now. */
    private static final Set<String> CONNECTION_HEADERS =
            Set.of("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade", "keep-alive");

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 10;
    private static final long DEFAULT_WAIT_S = 1;
    private static final long MAX_WAIT_S = 5;
    private static final int UNAVAILABLE = 503;

    private final HttpClient http =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();
    private final URI gateway;

    RecordingSender(URI gateway) {
        this.gateway = gateway;
    }

    /** Whether it was accepted, at the latest after some attempts. */
    boolean send(RecordedRequest recorded) {
        HttpRequest request = request(recorded);
        int status = UNAVAILABLE;
        for (int attempt = 1; attempt <= ATTEMPTS && status == UNAVAILABLE; attempt++) {
            HttpResponse<Void> answer = exchange(request);
            status = answer.statusCode();
            if (status == UNAVAILABLE && attempt < ATTEMPTS) {
                pause(answer);
            }
        }
        boolean accepted = status / 100 == 2;
        if (!accepted) {
            LOG.warn(
                    "the gateway refused a recorded request path={} status={}",
                    request.uri().getPath(),
                    status);
        }
        return accepted;
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpRequest request(RecordedRequest recorded) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway + recorded.path()))
                .timeout(REQUEST_TIMEOUT)
                .POST(BodyPublishers.ofByteArray(recorded.body()));
        recorded.headers().forEach((name, value) -> {
            if (!CONNECTION_HEADERS.contains(name)) {
                request.header(name, value);
            }
        });
        return request.build();
    }

    private HttpResponse<Void> exchange(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send to " + gateway, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void pause(HttpResponse<Void> answer) {
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
