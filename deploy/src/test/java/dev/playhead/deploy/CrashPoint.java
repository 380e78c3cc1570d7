// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The point at which a stream thread is to die next, once. Streams makes the plug-ins that lead there by itself, so
 * that there can be one of these at a time.
 *
 * @param left how many times the place is still to be passed
 */
record CrashPoint(Place place, AtomicInteger left, CountDownLatch reached) {

    private static final AtomicReference<@Nullable CrashPoint> NEXT = new AtomicReference<>();

    /** What a thread has just done when it dies. */
    enum Place {
        /** Written to a store. */
        STORE,
        /** Handed a record on, to the next processor or to a topic. */
        FORWARD,
        /** Handed a record on out of a round by the clock. */
        ROUND,
        /** Produced all that there is, but for the last of the changelogs, and committed nothing. */
        COMMIT
    }

    /** An error, since a producer swallows what interceptors throw if it is an exception. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1;

        Crash(Place place) {
            super("a thread was to die here: " + place, null, false, false);
        }
    }

    /** @param times passing the place so many times is fatal */
    static CrashPoint at(Place place, int times) {
        CrashPoint point = new CrashPoint(place, new AtomicInteger(times), new CountDownLatch(1));
        NEXT.set(point);
        return point;
    }

    static void pass(Place place) {
        CrashPoint next = NEXT.get();
        if (next != null && next.place == place && next.left.decrementAndGet() == 0) {
            next.reached.countDown();
            throw new Crash(place);
        }
    }

    boolean isReachedWithin(Duration patience) throws InterruptedException {
        return reached.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
