// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import java.util.List;

/** What an upload holds. */
public sealed interface Reading {

    /** @param entries at least one; the upload is safe once all of them are */
    record Found(List<LogEntry> entries) implements Reading {

        public Found {
            entries = List.copyOf(entries);
        }
    }

    /** Rightly sent, but nothing that is kept: counted, and accepted so that the SDK goes on. */
    record Ignored(Kind kind) implements Reading {

        /** What is not kept; the label is the metric's. */
        public enum Kind {
            /** Datadog v7's canvas images, which come on the recordings' endpoint. */
            IMAGE;

            String label() {
                return Labels.of(this);
            }
        }
    }
}
