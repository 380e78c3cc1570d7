// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A session with its recording.
 *
 * @param events not read yet
 */
record WholeSession(SessionItem session, Timeline timeline, EventStream events) {

    private static final ObjectMapper JSON = new ObjectMapper();

    private record Facts(SessionItem session, Timeline timeline) {}

    /** All but the events, as a JSON object. */
    byte[] facts() {
        try {
            return JSON.writeValueAsBytes(new Facts(session, timeline));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a session", e);
        }
    }
}
