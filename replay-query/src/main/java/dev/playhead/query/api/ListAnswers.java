// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.query.store.Answer;
import dev.playhead.query.store.Answer.Found;
import dev.playhead.query.store.Answer.Unavailable;
import dev.playhead.query.store.Gathered;
import dev.playhead.query.store.PartitionedStores;
import java.time.Duration;
import java.util.function.Function;

/**
 * Answers with what the partitions have that answered. Where none did, nothing is known, which is not an empty list.
 */
public final class ListAnswers {

    private final PartitionedStores stores;
    private final Duration retryAfter;

    /** @param retryAfter told where no partition answered */
    public ListAnswers(PartitionedStores stores, Duration retryAfter) {
        this.stores = stores;
        this.retryAfter = retryAfter;
    }

    <T, R> Answer<R> of(Gathered<T> gathered, Function<Gathered<T>, R> answer) {
        return gathered.missing().size() == gathered.total()
                ? new Unavailable<>(retryAfter, stores.progress())
                : new Found<>(answer.apply(gathered));
    }
}
