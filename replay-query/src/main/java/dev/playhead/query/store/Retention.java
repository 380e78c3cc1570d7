// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import dev.playhead.applications.Applications;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * How long sessions are offered after their anchor: as long as their rows are kept, or less where their application
 * says so now. Only reading goes by it, so that a longer retention brings back what still stands. Safe for many
 * threads.
 */
public final class Retention {

    private final Duration kept;
    private final Supplier<Applications> applications;
    private final InstantSource clock;

    /**
     * @param kept how long the rows of every application are kept
     * @param applications none of which states more than that
     */
    public Retention(Duration kept, Supplier<Applications> applications, InstantSource clock) {
        this.kept = kept;
        this.applications = applications;
        this.clock = clock;
    }

    /** The first moment at which a session is not offered any more. */
    public long expiresMs(String app, long anchorMs) {
        return anchorMs + of(app).toMillis();
    }

    boolean isOver(String app, long anchorMs) {
        return expiresMs(app, anchorMs) <= clock.millis();
    }

    /** The earliest anchor of an application's sessions that are offered. */
    long startMs(String app) {
        return startMs(of(app));
    }

    /** The earliest anchor of any row that is kept. */
    long keptFromMs() {
        return startMs(kept);
    }

    private Duration of(String app) {
        return applications.get().retentionOf(app).orElse(kept);
    }

    private long startMs(Duration retention) {
        return Math.max(0, clock.millis() - retention.toMillis() + 1);
    }
}
