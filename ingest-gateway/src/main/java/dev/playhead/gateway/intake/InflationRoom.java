// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import java.util.concurrent.Semaphore;

/**
 * Memory for uploads that are inflated whole, since a small upload can become a large one. Small ones do not count: a
 * worker reads one at a time, so there are never more than workers.
 */
final class InflationRoom {

    private static final long SMALL_BYTES = 4L << 20;
    private static final int UNIT_BYTES = 1 << 20;

    private final Semaphore units;

    /** @param bytes the largest inflated upload fits into it */
    InflationRoom(long bytes) {
        units = new Semaphore(unitsOf(bytes));
    }

    /** Takes the room if it is there; never waits. */
    boolean enter(long bytes) {
        return bytes <= SMALL_BYTES || units.tryAcquire(unitsOf(bytes));
    }

    void leave(long bytes) {
        if (bytes > SMALL_BYTES) {
            units.release(unitsOf(bytes));
        }
    }

    private static int unitsOf(long bytes) {
        return Math.toIntExact(Math.ceilDiv(bytes, (long) UNIT_BYTES));
    }
}
