// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

/** A change was not made, or not to its end. Whoever asked has to ask again, which does no harm. */
public final class NotDoneException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param message for whoever asked; says what was done and what was not */
    NotDoneException(String message) {
        super(message);
    }

    NotDoneException(String message, Throwable cause) {
        super(message, cause);
    }
}
