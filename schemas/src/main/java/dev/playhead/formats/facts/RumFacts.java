// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.facts;

import dev.playhead.formats.body.Decoded;
import java.util.List;

/**
 * What a batch of RUM events says.
 *
 * @param events in batch order
 * @param rejected one for each event that could not be read
 */
public record RumFacts(List<RumEvent> events, List<Decoded.Rejected<RumEvent>> rejected) {

    public RumFacts {
        events = List.copyOf(events);
        rejected = List.copyOf(rejected);
    }
}
