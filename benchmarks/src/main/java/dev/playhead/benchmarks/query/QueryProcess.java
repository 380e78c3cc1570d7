// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.query;

import dev.playhead.benchmarks.Broker;
import dev.playhead.benchmarks.CannotMeasureException;
import dev.playhead.benchmarks.ChildJvm;
import dev.playhead.deploy.Playhead;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * A query service in a process of its own, as it is shipped, and a client on one connection: the JDK's older one, which
 * reads on the thread that asks, so that little of what is measured is the client's.
 */
final class QueryProcess implements AutoCloseable {

    private static final String READY = "ready query=";

    private final ChildJvm jvm;
    private final String url;

    private QueryProcess(ChildJvm jvm, String url) {
        this.jvm = jvm;
        this.url = url;
    }

    /** Returns when it is ready, with its stores restored. */
    static QueryProcess start(Broker broker, Path logs, Path data) {
        ChildJvm jvm = ChildJvm.start(
                "query",
                logs,
                Playhead.class,
                List.of("query", "--kafka", broker.bootstrapServers(), "--data", data.toString(), "--query-port", "0"));
        String ready = jvm.awaitLine(READY).substring(READY.length());
        return new QueryProcess(jvm, ready.substring(0, ready.indexOf(' ')));
    }

    /** @throws CannotMeasureException if it answers with anything but 200 */
    byte[] get(String path) {
        try {
            HttpURLConnection request =
                    (HttpURLConnection) URI.create(url + path).toURL().openConnection();
            if (request.getResponseCode() != 200) {
                throw new CannotMeasureException("%s answered %d".formatted(path, request.getResponseCode()));
            }
            try (InputStream body = request.getInputStream()) {
                return body.readAllBytes();
            }
        } catch (IOException e) {
            throw new CannotMeasureException("the query service does not answer", e);
        }
    }

    @Override
    public void close() {
        jvm.close();
    }
}
