// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.demo;

import dev.playhead.deploy.upload.GatewayClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends recorded requests as their SDKs did: same paths, headers and bytes, and again after a 503. */
final class RecordingSender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecordingSender.class);

    /** These belong to the connection that is used now. */
    private static final Set<String> CONNECTION_HEADERS =
            Set.of("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade", "keep-alive");

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    private final GatewayClient client = new GatewayClient();
    private final URI gateway;

    RecordingSender(URI gateway) {
        this.gateway = gateway;
    }

    /** Whether it was accepted, at the latest after some attempts. */
    boolean send(RecordedRequest recorded) {
        HttpRequest request = request(recorded);
        int status = client.send(request).statusCode();
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
        client.close();
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
}
