// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import dev.playhead.applications.DropRule;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.DeadLetter;
import dev.playhead.schemas.v1.RumBatch;
import dev.playhead.schemas.v1.Segment;
import org.jspecify.annotations.Nullable;

/** One record for the log, and the key it is ordered by. */
public sealed interface LogEntry {

    /** What belongs to a session. */
    sealed interface OfSession extends LogEntry {
        SessionKey key();

        /** Size of what the SDK sent, in bytes. */
        int bytes();
    }

    /**
     * A segment, or a part of one.
     *
     * @param source what kind of device recorded it, as the SDK states it; null where it does not
     */
    record Recording(
            SessionKey key, Segment segment, @Nullable String source) implements OfSession, DropRule.Subject {

        @Override
        public @Nullable String text(DropRule.Field field) {
            return switch (field) {
                case APP -> segment.getApp();
                case SERVICE -> segment.getService();
                case VERSION -> segment.getVersion();
                case ENV -> segment.getEnv();
                case SDK -> segment.getSdkName();
                case SOURCE -> source;
            };
        }

        @Override
        public @Nullable Boolean hasFullSnapshot() {
            return segment.getHasFullSnapshot();
        }

        @Override
        public @Nullable Long rawSize() {
            return segment.getRawSize();
        }

        @Override
        public int bytes() {
            return segment.getBody().remaining();
        }
    }

    record Rum(SessionKey key, RumBatch batch) implements OfSession {

        @Override
        public int bytes() {
            return batch.getBody().remaining();
        }
    }

    /** Without a key: it is here because it does not say whose it is. */
    record Unusable(DeadLetter letter) implements LogEntry {}
}
