// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import java.time.Duration;

/**
 * How long an upload is held before it is put off.
 *
 * @param room for memory to become free
 * @param givingUp for whatever it is, where the SDK would record no more after a refusal
 */
public record Patience(Duration room, Duration givingUp) {

    /** How long an upload that cannot be taken now is tried again. */
    public Duration with(Intake intake, IntakeResult.Cause cause) {
        if (intake.givesUp()) {
            return givingUp;
        }
        return cause == IntakeResult.Cause.NO_ROOM ? room : Duration.ZERO;
    }
}
