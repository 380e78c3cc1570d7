// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How old a copy of a store is: it has everything that its changelog had at a moment, which is the better known the
 * more often both are measured. A copy that is still being made has no age, however little it lacks.
 *
 * @param position up to which the copy has the changelog
 * @param wholeNanos moment of which it is known to have everything; empty until there is one
 * @param soughtEnd where the changelog ended when that was measured which the copy has not reached yet
 * @param soughtNanos the moment when it ended there
 */
record CopyAge(long position, OptionalLong wholeNanos, long soughtEnd, long soughtNanos) {

    /** Measured for the first time. */
    static CopyAge first(long position, long end, long nanos) {
        return new CopyAge(position, position >= end ? OptionalLong.of(nanos) : OptionalLong.empty(), end, nanos);
    }

    /** Measured once more. */
    CopyAge next(long newPosition, long end, long nanos) {
        if (newPosition < position) {
            return first(newPosition, end, nanos); // it was thrown away meanwhile, and is made anew
        }
        if (newPosition >= end) {
            return new CopyAge(newPosition, OptionalLong.of(nanos), end, nanos);
        }
        return newPosition >= soughtEnd
                ? new CopyAge(newPosition, OptionalLong.of(soughtNanos), end, nanos)
                : new CopyAge(newPosition, wholeNanos, soughtEnd, soughtNanos);
    }

    boolean isAtMost(Duration age, long nanos) {
        return wholeNanos.isPresent() && nanos - wholeNanos.getAsLong() <= age.toNanos();
    }
}
