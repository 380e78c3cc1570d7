// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.rum;

import dev.playhead.formats.body.Decoded;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.formats.facts.RumEvent;
import dev.playhead.formats.facts.RumFacts;
import java.util.ArrayList;
import java.util.List;

/** Collects a batch's events, and in their place the faults of those that cannot be read. */
final class RumTally {

    private final List<RumEvent> events = new ArrayList<>();
    private final List<Decoded.Rejected<RumEvent>> rejected = new ArrayList<>();

    /** Reads one event. */
    @FunctionalInterface
    interface Reading {
        RumEvent event() throws MalformedBodyException;
    }

    void add(Reading reading) {
        int position = events.size() + rejected.size();
        try {
            events.add(reading.event());
        } catch (MalformedBodyException e) {
            rejected.add(new Decoded.Rejected<>(e.reason(), "event %d: %s".formatted(position, e.detail())));
        }
    }

    Decoded<RumFacts> facts() {
        if (events.isEmpty() && rejected.isEmpty()) {
            return new Decoded.Rejected<>(RejectReason.EMPTY, "no event");
        }
        return new Decoded.Facts<>(new RumFacts(events, rejected));
    }
}
