// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP request that an SDK once sent.
 *
 * @param path with the query string, verbatim
 * @param headers lower-case names
 * @param status what the server of that time answered
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RecordedRequest(String method, String path, Map<String, String> headers, byte[] body, int status) {

    static RecordedRequest read(JsonNode line) {
        Map<String, String> headers = new LinkedHashMap<>();
        line.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return new RecordedRequest(
                line.path("method").asText(),
                line.path("path").asText(),
                headers,
                Base64.getDecoder().decode(line.path("bodyBase64").asText("")),
                line.path("status").asInt());
    }

    /** Whether it is an upload that was accepted: not a preflight, and not one that the SDK had to send again. */
    boolean isAcceptedUpload() {
        return method.equals("POST") && status >= 200 && status < 300;
    }
}
