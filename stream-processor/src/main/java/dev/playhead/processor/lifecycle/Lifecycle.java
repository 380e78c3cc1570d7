// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.lifecycle;

/**
 * Where a session stands between opening and closing: OPEN 1, CLOSED 1, and with every return OPEN 2, CLOSED 2, and so
 * on. An arrival field: it depends on when records came, and what the session holds never depends on it.
 *
 * @param revision how often the session was opened, from 1
 */
public record Lifecycle(boolean closed, int revision) {

    /** That of a session whose first record comes. */
    public static final Lifecycle OPENED = new Lifecycle(false, 1);

    /** A close; of a closed session the same once more. */
    public Lifecycle close() {
        return new Lifecycle(true, revision);
    }

    /** Something came that the session did not have. */
    public Lifecycle open() {
        return closed ? new Lifecycle(false, revision + 1) : this;
    }
}
