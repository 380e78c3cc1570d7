// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.reprocess;

import dev.playhead.cluster.Standing;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Whether a generation has caught up. Under traffic there is always something left to do, so what counts is its age: a
 * generation is as far behind as the latest look at the ends of its inputs that it has got to since.
 *
 * <p>Its two applications are looked at together, and each is to have got to where its own inputs ended: a recording is
 * then found in the views at most twice as late.
 */
final class CatchUp {

    private record Look(long atNanos, Standing processor, Standing views) {}

    private final long withinNanos;
    private final Deque<Look> looks = new ArrayDeque<>();

    /** @param within how far behind each application may be */
    CatchUp(Duration within) {
        this.withinNanos = within.toNanos();
    }

    /** Takes a look, later than the one before; returns whether it shows that the generation has caught up. */
    boolean isDone(long atNanos, Standing processor, Standing views) {
        while (looks.size() > 1 && isOldEnough(second(), atNanos)) {
            looks.removeFirst();
        }
        boolean done = processor.working()
                && views.working()
                && !looks.isEmpty()
                && isOldEnough(looks.getFirst(), atNanos)
                && processor.covers(looks.getFirst().processor())
                && views.covers(looks.getFirst().views());
        looks.addLast(new Look(atNanos, processor, views));
        return done;
    }

    private Look second() {
        return looks.stream().skip(1).findFirst().orElseThrow();
    }

    private boolean isOldEnough(Look look, long nowNanos) {
        return nowNanos - look.atNanos() >= withinNanos;
    }
}
