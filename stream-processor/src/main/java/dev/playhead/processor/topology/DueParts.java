// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Punctuator;

/** Drops the parts of split segments that have waited for the others in vain. */
final class DueParts implements Punctuator {

    private final SessionStores stores;
    private final DueRound round;

    DueParts(SessionStores stores, int maxPerRound) {
        this.stores = stores;
        this.round = new DueRound(stores.deadlines(), DeadlineKind.SEGMENT_PARTS, maxPerRound);
    }

    @Override
    public void punctuate(long nowMs) {
        for (byte[] deadline : round.next(nowMs)) {
            stores.parts().giveUp(StoreKeys.partsOf(deadline));
            stores.deadlines().delete(Bytes.wrap(deadline));
        }
    }
}
