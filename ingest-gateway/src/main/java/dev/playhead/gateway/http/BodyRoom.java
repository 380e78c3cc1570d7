// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Memory for bodies, from their first byte until their upload is answered. Small bodies, which nearly all are, have
 * room of their own, so that no number of large ones keeps them out; they count as their bytes arrive, since a slow
 * sender must not keep room that it does not use. A large body gets room for all of itself or waits, in the order of
 * coming: two that had half of it each would wait for one another. Safe for use by many threads.
 */
public final class BodyRoom {

    /** A body up to this is small. */
    static final int SMALL_BODY_BYTES = 256 << 10;

    private final long smallBytes;
    private final long largeBytes;
    private final int maxWaiting;
    private final Deque<Share> waiting = new ArrayDeque<>();
    private long smallTaken;
    private long largeTaken;

    /**
     * @param smallBytes for all small bodies together
     * @param largeBytes for all large ones; at least one largest
     * @param maxWaiting large bodies that wait: each holds what was read of it before it was stopped
     */
    public BodyRoom(long smallBytes, long largeBytes, int maxWaiting, MeterRegistry metrics) {
        this.smallBytes = smallBytes;
        this.largeBytes = largeBytes;
        this.maxWaiting = maxWaiting;
        Gauge.builder("playhead.gateway.bodies.held", this, room -> room.taken(false))
                .tag("size", "small")
                .baseUnit("bytes")
                .register(metrics);
        Gauge.builder("playhead.gateway.bodies.held", this, room -> room.taken(true))
                .tag("size", "large")
                .baseUnit("bytes")
                .register(metrics);
        Gauge.builder("playhead.gateway.bodies.waiting", this, BodyRoom::waiting)
                .register(metrics);
    }

    /** One body's share of the room, empty at first. */
    final class Share {

        private long small;
        private long large;
        private long wanted;
        private Runnable granted = () -> {};

        /** Takes room for bytes of a small body; false if there is none. */
        boolean grow(int bytes) {
            synchronized (BodyRoom.this) {
                if (smallTaken + bytes > smallBytes) {
                    return false;
                }
                smallTaken += bytes;
                small += bytes;
                return true;
            }
        }

        /**
         * Waits for room for a large body; false if too many wait already.
         *
         * @param then called once it is there, perhaps at once, on the thread that made the room
         */
        boolean reserve(long bytes, Runnable then) {
            synchronized (BodyRoom.this) {
                if (waiting.size() >= maxWaiting) {
                    return false;
                }
                wanted = bytes;
                granted = then;
                waiting.add(this);
            }
            grantWaiting();
            return true;
        }

        /** Gives everything back, and waits no more. */
        void leave() {
            synchronized (BodyRoom.this) {
                smallTaken -= small;
                largeTaken -= large;
                small = 0;
                large = 0;
                waiting.remove(this);
            }
            grantWaiting();
        }
    }

    Share enter() {
        return new Share();
    }

    private void grantWaiting() {
        List<Runnable> grants = new ArrayList<>();
        synchronized (this) {
            Share next = waiting.peek();
            while (next != null && largeTaken + next.wanted <= largeBytes) {
                waiting.remove();
                largeTaken += next.wanted;
                next.large += next.wanted;
                grants.add(next.granted);
                next = waiting.peek();
            }
        }
        grants.forEach(Runnable::run);
    }

    private synchronized long taken(boolean large) {
        return large ? largeTaken : smallTaken;
    }

    private synchronized int waiting() {
        return waiting.size();
    }
}
