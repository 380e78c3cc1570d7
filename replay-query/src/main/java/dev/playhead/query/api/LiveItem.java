// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playhead.formats.facts.ContentHash;
import java.nio.charset.StandardCharsets;

/**
 * One thing that a live stream tells of.
 *
 * @param key which of its kind it is, whatever else changes about it
 * @param value as the API gives it elsewhere
 */
record LiveItem(String key, Object value) {

    private static final ObjectMapper JSON = new ObjectMapper();

    long keyHash() {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return ContentHash.of(bytes, 0, bytes.length);
    }

    long contentHash() {
        byte[] json = json();
        return ContentHash.of(json, 0, json.length);
    }

    byte[] json() {
        return json(value);
    }

    static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass(), e);
        }
    }
}
