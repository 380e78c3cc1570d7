// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import dev.playhead.formats.body.RejectReason;
import dev.playhead.formats.facts.RumSlice;
import dev.playhead.gateway.intake.LogEntry.Unusable;
import dev.playhead.schemas.v1.DeadLetter;
import java.util.ArrayList;
import java.util.List;

/**
 * The dead letters of one upload: one a bad event, up to a number, and one more that counts the rest, so that an upload
 * of rubbish does not become a flood of records.
 */
final class DeadLetters {

    private final long receivedAtMs;
    private final int max;
    private final List<LogEntry> entries = new ArrayList<>();
    private int uncounted;

    DeadLetters(long receivedAtMs, int max) {
        this.receivedAtMs = receivedAtMs;
        this.max = max;
    }

    void add(RejectReason reason, RumSlice event) {
        if (entries.size() == max) {
            uncounted++;
            return;
        }
        String detail = switch (reason) {
            case TOO_LARGE -> "is larger than a record may be";
            case UNKNOWN_APPLICATION, UNKNOWN_TOKEN, UNKNOWN_ORIGIN ->
                "is of an application that may not be sent to from there";
            case MALFORMED, CORRUPT, TOO_DEEP, EMPTY, UNKNOWN_FORMAT, BAD_ID, UNREADABLE_RECORD ->
                "cannot be read or does not name an allowed session";
        };
        entries.add(letter(reason, "event at bytes %d to %d %s".formatted(event.from(), event.to(), detail)));
    }

    boolean isEmpty() {
        return entries.isEmpty() && uncounted == 0;
    }

    List<LogEntry> entries() {
        if (uncounted == 0) {
            return List.copyOf(entries);
        }
        List<LogEntry> all = new ArrayList<>(entries);
        all.add(letter(RejectReason.BAD_ID, "%d more events of this upload are bad".formatted(uncounted)));
        return all;
    }

    private LogEntry letter(RejectReason reason, String detail) {
        return new Unusable(DeadLetter.newBuilder()
                .setReason(reason.label())
                .setDetail(detail)
                .setAtMs(receivedAtMs)
                .build());
    }
}
