// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;

/**
 * The open connections of a server, and how they part from it. A connection that a server closes between two requests
 * resets the next one if that is under way already; so each is told with an answer that this was its last one, which
 * leaves the closing to the sender. Safe for use by many threads.
 */
final class Connections {

    private int open;
    private boolean parting;

    synchronized void opened(HttpConnection connection) {
        open++;
        connection.closeHandler(_ -> closed());
    }

    private synchronized void closed() {
        open--;
        notifyAll();
    }

    /** HTTP/2 has a frame for it, which the server sends when it is shut down. */
    synchronized void requested(HttpServerRequest request) {
        if (parting && request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    /** Parts from all, and waits until the last one is closed; at most so long. */
    synchronized void part(Duration patience) throws InterruptedException {
        parting = true;
        long until = System.nanoTime() + patience.toNanos();
        for (long left = patience.toMillis(); open > 0 && left > 0; left = (until - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }
}
