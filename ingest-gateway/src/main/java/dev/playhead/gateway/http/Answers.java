// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.http;

import io.vertx.core.http.HttpServerResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends responses. A sender that is gone before its answer is no fault of ours, and gets a line at DEBUG only. */
final class Answers {

    private static final Logger log = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    static void send(HttpServerResponse response, String body) {
        response.end(body).onFailure(Answers::gone);
    }

    static void send(HttpServerResponse response) {
        response.end().onFailure(Answers::gone);
    }

    private static void gone(Throwable failure) {
        log.debug("sender did not wait for its answer", failure);
    }
}
