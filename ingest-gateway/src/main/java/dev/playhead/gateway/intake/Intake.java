// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import dev.playhead.formats.body.MalformedBodyException;

/** One endpoint of one SDK: finds the ids and the bodies in its uploads. Stateless and safe for use by many threads. */
@FunctionalInterface
public interface Intake {

    /** @throws MalformedBodyException if the upload can never be right, however often it is sent */
    Reading read(Upload upload) throws MalformedBodyException;
}
