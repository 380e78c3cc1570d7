// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.reprocess;

/** Somebody else has begun to decide about generations since, so what was to be decided here may not hold any more. */
public final class TakenOverException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TakenOverException(Throwable cause) {
        super("another ./playhead reprocess has taken over", cause);
    }
}
