// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.DeadLetter;
import dev.playhead.schemas.v1.RumBatch;
import dev.playhead.schemas.v1.Segment;

/** One record for the log, and the key it is ordered by. */
public sealed interface LogEntry {

    record Recording(SessionKey key, Segment segment) implements LogEntry {}

    record Rum(SessionKey key, RumBatch batch) implements LogEntry {}

    /** Without a key: it is here because it does not say whose it is. */
    record Unusable(DeadLetter letter) implements LogEntry {}
}
