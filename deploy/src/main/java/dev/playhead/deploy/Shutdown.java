// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How this process ends. A signal drains what runs and ends it with status 0; by itself the JVM would end with 143
 * after SIGTERM, however well everything was drained.
 */
final class Shutdown {

    private static final Drain NOTHING = new Drain(Duration.ZERO);

    private final AtomicReference<Drain> drain = new AtomicReference<>(NOTHING);
    private final AtomicInteger status = new AtomicInteger();
    private final CountDownLatch forEver = new CountDownLatch(1);

    private Shutdown() {}

    /** Takes over SIGTERM, SIGINT and SIGHUP. */
    static Shutdown onSignals() {
        Shutdown shutdown = new Shutdown();
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::drainAndHalt, "shutdown"));
        return shutdown;
    }

    /** For whoever ends by itself, such as a test. */
    static Shutdown none() {
        return new Shutdown();
    }

    /** From now on the end of the process stops these parts first. */
    void drains(Drain parts) {
        drain.set(parts);
    }

    /** From now on a signal ends the process with this status: what it does is not done unless it is done whole. */
    void signalEndsWith(int wanted) {
        status.set(wanted);
    }

    /** Returns never: the process is now in the hands of its services, until a signal. */
    void awaitSignal() throws InterruptedException {
        forEver.await();
    }

    /** Ends the process, draining what runs. */
    void exit(int wanted) {
        status.set(wanted);
        System.exit(wanted);
    }

    private void drainAndHalt() {
        drain.get().close();
        Runtime.getRuntime().halt(status.get());
    }
}
