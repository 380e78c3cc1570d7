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
import java.util.Optional;

/** Collects a batch's events, and in their place the faults of those that cannot be read. */
final class RumTally {

    private final List<RumEvent> events = new ArrayList<>();
    private final List<Decoded.Rejected<RumEvent>> rejected = new ArrayList<>();
    private int read;

    /** Reads one event. */
    @FunctionalInterface
    interface Reading {
        RumEvent event() throws MalformedBodyException;
    }

    /** Reads what may be of no use to anybody. */
    @FunctionalInterface
    interface OptionalReading {
        Optional<? extends RumEvent> event() throws MalformedBodyException;
    }

    void add(Reading reading) {
        addIfAny(() -> Optional.of(reading.event()));
    }

    void addIfAny(OptionalReading reading) {
        int position = read++;
        try {
            reading.event().ifPresent(events::add);
        } catch (MalformedBodyException e) {
            rejected.add(new Decoded.Rejected<>(e.reason(), "event %d: %s".formatted(position, e.detail())));
        }
    }

    Decoded<RumFacts> facts() {
        if (read == 0) {
            return new Decoded.Rejected<>(RejectReason.EMPTY, "no event");
        }
        return new Decoded.Facts<>(new RumFacts(events, rejected));
    }
}
