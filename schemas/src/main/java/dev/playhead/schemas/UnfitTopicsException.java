// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.schemas;

import java.util.List;

/** The topics of a cluster are not what this release needs. An operator has to act; trying again changes nothing. */
public final class UnfitTopicsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param deviations one phrase each, naming the topic, what it has and what it should have */
    public UnfitTopicsException(List<String> deviations) {
        super("topics do not fit: " + String.join("; ", deviations));
    }
}
