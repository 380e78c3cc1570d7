// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

/** A parameter that is unknown, or whose value is none: 400. The message is for whoever wrote the request. */
final class BadParameterException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BadParameterException(String message) {
        super(message);
    }
}
