// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.streams;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ThreadFailuresTest {

    private static final Duration WINDOW = Duration.ofMinutes(10);
    private final Throwable failure = new IllegalStateException("broker went away");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

    @Test
    void aThreadThatDiesIsReplacedUntilTooManyDied() {
        ThreadFailures failures = new ThreadFailures(2, WINDOW, now::get);
        assertThat(failures.handle(failure)).isEqualTo(REPLACE_THREAD);
        assertThat(failures.handle(failure)).isEqualTo(REPLACE_THREAD);
        assertThat(failures.handle(failure)).isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void whatIsLongAgoIsForgiven() {
        ThreadFailures failures = new ThreadFailures(1, WINDOW, now::get);
        assertThat(failures.handle(failure)).isEqualTo(REPLACE_THREAD);
        now.set(Instant.EPOCH.plus(WINDOW).plusMillis(1));
        assertThat(failures.handle(failure)).isEqualTo(REPLACE_THREAD);
    }
}
