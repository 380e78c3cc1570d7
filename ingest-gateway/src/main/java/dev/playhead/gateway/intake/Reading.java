// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an upload holds. */
public sealed interface Reading {

    /** What the SDK reads in the answer, JSON; null where it wants none. */
    @Nullable
    String answer();

    /** @param entries at least one; the upload is safe once all of them are */
    record Found(List<LogEntry> entries, @Nullable String answer) implements Reading {

        public Found {
            entries = List.copyOf(entries);
        }

        Found(List<LogEntry> entries) {
            this(entries, null);
        }
    }

    /** Rightly sent, but nothing that is kept: counted, and accepted so that the SDK goes on. */
    record Ignored(Kind kind, @Nullable String answer) implements Reading {

        Ignored(Kind kind) {
            this(kind, null);
        }

        /** What is not kept; the label is the metric's. */
        public enum Kind {
            /** Datadog v7's canvas images, which come on the recordings' endpoint. */
            IMAGE,
            /**
             * Sentry's envelopes without a replay, which all of its SDK's signals come in: errors, traces, sessions.
             */
            NO_REPLAY;

            String label() {
                return Labels.of(this);
            }
        }
    }
}
