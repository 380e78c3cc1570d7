// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Drops the parts of split segments that have waited for the others in vain. */
final class DueParts implements Punctuator {

    private final KeyValueStore<Bytes, byte[]> deadlines;
    private final PartStore parts;
    private final DueRound round;

    DueParts(KeyValueStore<Bytes, byte[]> deadlines, PartStore parts, int maxPerRound) {
        this.deadlines = deadlines;
        this.parts = parts;
        this.round = new DueRound(deadlines, DeadlineKind.SEGMENT_PARTS, maxPerRound);
    }

    @Override
    public void punctuate(long nowMs) {
        for (byte[] deadline : round.next(nowMs)) {
            parts.giveUp(StoreKeys.partsOf(deadline));
            deadlines.delete(Bytes.wrap(deadline));
        }
    }
}
