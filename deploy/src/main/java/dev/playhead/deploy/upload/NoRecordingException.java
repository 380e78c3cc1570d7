// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.upload;

/** Why a recording cannot be imported: one line, for whoever asked for it. */
public final class NoRecordingException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NoRecordingException(String message) {
        super(message);
    }
}
