// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import java.util.function.Supplier;

/** Why a start is refused. The message is the one line that the operator sees. */
final class CannotStartException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CannotStartException(String message) {
        super(message);
    }

    CannotStartException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What the settings say, or the line that says what is wrong with them: configs throw it as illegal state. */
    static <T> T ifSettingsAreBad(Supplier<T> settings) {
        try {
            return settings.get();
        } catch (IllegalStateException e) {
            throw new CannotStartException(e.getMessage() == null ? "bad settings" : e.getMessage(), e);
        }
    }
}
