// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.schemas;

import org.apache.kafka.common.errors.SerializationException;

/** The registry did not answer, or not with an answer about the schema: the record may be fine, so try again later. */
public final class RegistryUnavailableException extends SerializationException {

    private static final long serialVersionUID = 1;

    public RegistryUnavailableException(String message) {
        super(message);
    }

    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
