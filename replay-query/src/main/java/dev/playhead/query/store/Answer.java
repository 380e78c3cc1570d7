// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** One session's answer. That nobody can tell right now is not the same as that there is none. */
public sealed interface Answer<T> {

    record Found<T>(T value) implements Answer<T> {}

    record Absent<T>() implements Answer<T> {}

    /** An operator had it erased. */
    record Erased<T>() implements Answer<T> {}

    /** Past its retention, though its index row still stands. */
    record Expired<T>() implements Answer<T> {}

    /**
     * The store that holds it is being restored or moving; ask again after the delay.
     *
     * @param progress of the restoration, 0 to 1
     */
    record Unavailable<T>(Duration retryAfter, double progress) implements Answer<T> {}

    /** Goes on with what was found; anything else stays what it is. */
    default <R> Answer<R> then(Function<T, Answer<R>> next) {
        return switch (this) {
            case Found<T>(T value) -> next.apply(value);
            case Absent<T>() -> new Absent<>();
            case Erased<T>() -> new Erased<>();
            case Expired<T>() -> new Expired<>();
            case Unavailable<T>(Duration retryAfter, double progress) -> new Unavailable<>(retryAfter, progress);
        };
    }

    /**
     * What was found, for a list, which passes over what is not offered for any reason.
     *
     * @throws InvalidStateStoreException if nobody can tell, as when a store moves away while it is read
     */
    default Optional<T> ifOffered() {
        return switch (this) {
            case Found<T>(T value) -> Optional.of(value);
            case Absent<T>(), Erased<T>(), Expired<T>() -> Optional.empty();
            case Unavailable<T> away -> throw new InvalidStateStoreException("its store is away");
        };
    }

    default <R> Answer<R> map(Function<T, R> change) {
        return then(value -> new Found<>(change.apply(value)));
    }
}
