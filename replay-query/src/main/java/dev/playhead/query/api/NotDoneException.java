// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

/** An erasure was not carried out, or not to its end. Whoever asked has to ask again, which does no harm. */
public final class NotErasedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param message for whoever asked; says what was done and what was not */
    NotErasedException(String message) {
        super(message);
    }

    NotErasedException(String message, Throwable cause) {
        super(message, cause);
    }
}
