// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an upload holds.
 *
 * @param entries for the log; the upload is safe once all of them are
 * @param ignored what was rightly sent but is not kept: counted, and accepted so that the SDK goes on
 * @param answer what the SDK reads in the answer, JSON; null where it wants none
 */
public record Reading(
        List<LogEntry> entries,
        List<Ignored> ignored,
        @Nullable String answer) {

    public Reading {
        entries = List.copyOf(entries);
        ignored = List.copyOf(ignored);
    }

    static Reading of(List<LogEntry> entries) {
        return new Reading(entries, List.of(), null);
    }

    /** What is not kept; the label is the metric's. */
    public enum Ignored {
        /** Datadog v7's canvas images, which come on the recordings' endpoint. */
        IMAGE,
        /** Sentry's errors. Those of a replay are named in its own event. */
        EVENT,
        /** Sentry's traces. */
        TRANSACTION,
        /** Sentry's release health. */
        SESSION,
        /** What Sentry's SDK did not send. */
        CLIENT_REPORT,
        /** Anything else in an envelope of Sentry's. */
        OTHER;

        String label() {
            return Labels.of(this);
        }
    }
}
