// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.schemas;

import dev.playhead.formats.facts.Fingerprint;
import dev.playhead.formats.facts.Identifiers;

/**
 * Who a recording belongs to, and the key of every topic.
 *
 * @param app application id
 * @param session session id
 */
public record SessionKey(String app, String session) {

    /** Length of a {@link #hash}. */
    public static final int HASH_BYTES = 16;

    /** @throws IllegalArgumentException if an id is not {@link #isId} */
    public SessionKey {
        if (!isId(app) || !isId(session)) {
            throw new IllegalArgumentException("not an id of an application and a session");
        }
    }

    /** Whether a text may name an application, a session, a view or an event: no separator, no path, no surprise. */
    public static boolean isId(String text) {
        return Identifiers.isAllowed(text);
    }

    /**
     * Reads a topic's key.
     *
     * @throws IllegalArgumentException if it is not one
     */
    public static SessionKey parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("not a session key");
        }
        return new SessionKey(text.substring(0, colon), text.substring(colon + 1));
    }

    /** {@code app:session}; unambiguous, since no id holds a colon. */
    public String text() {
        return app + ':' + session;
    }

    /** Stands for the key where length is fixed: {@value #HASH_BYTES} bytes of its text's {@link Fingerprint}. */
    public byte[] hash() {
        return Fingerprint.of(text(), HASH_BYTES);
    }
}
