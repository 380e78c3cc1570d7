// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks;

/** Why there is no figure. The message is the one line that the caller sees. */
public final class CannotMeasureException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public CannotMeasureException(String message) {
        super(message);
    }

    public CannotMeasureException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Because this thread was interrupted, which it stays. */
    public static CannotMeasureException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new CannotMeasureException("interrupted", e);
    }
}
