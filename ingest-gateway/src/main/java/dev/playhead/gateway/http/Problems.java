// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * Errors as {@code application/problem+json}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
final class Problems {

    private Problems() {}

    /**
     * @param reason a label, the same word as in metrics and docs
     * @param detail for a person
     */
    static void answer(HttpServerResponse response, int status, String reason, String detail) {
        if (response.ended() || response.closed()) {
            return;
        }
        JsonObject problem = new JsonObject()
                .put("type", "about:blank")
                .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
                .put("status", status)
                .put("reason", reason)
                .put("detail", detail);
        Answers.send(
                response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json"),
                problem.encode());
    }
}
