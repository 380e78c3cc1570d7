// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.doctor;

import dev.playhead.cluster.Standing;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/**
 * Whether an application works and keeps up. Under traffic something is always left to do, so what counts is whether
 * what was there at the first look is done at a later one.
 */
public final class Progress {

    private static final Duration LOOK = Duration.ofMillis(500);

    private final String role;
    private final Supplier<Standing> look;
    private final Standing first;
    private final long firstNanos;

    /**
     * Takes the first look.
     *
     * @param role whose application it is
     * @throws KafkaException if the cluster refuses or does not answer in time
     */
    public Progress(String role, Supplier<Standing> look) {
        this.role = role;
        this.look = look;
        this.first = look.get();
        this.firstNanos = System.nanoTime();
    }

    /** Whether there is anybody at work. */
    public Finding running() {
        return first.working()
                ? Finding.ok(role, "its group shares out all partitions")
                : Finding.fail(
                        role, "no instance is at work, or its group is being shared out: start one, or look again");
    }

    /**
     * Looks again.
     *
     * @param wait for what was there at the first look
     * @throws KafkaException if the cluster refuses or does not answer in time
     */
    public Finding lag(Duration wait) {
        String check = "lag of " + role;
        long deadline = System.nanoTime() + wait.toNanos();
        Standing now = look.get();
        while (!now.covers(first) && System.nanoTime() < deadline) {
            pause();
            now = look.get();
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - firstNanos);
        if (now.covers(first)) {
            return Finding.ok(check, "%d records, none of them older than %d s".formatted(now.left(), seconds));
        }
        return now.done().equals(first.done())
                ? Finding.fail(
                        check,
                        "%d records, and none was processed for %d s: its log says why".formatted(now.left(), seconds))
                : Finding.warn(
                        check,
                        "%d records, some of them older than %d s: sessions are late, not lost; add instances if it stays"
                                .formatted(now.left(), seconds));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting", e);
        }
    }
}
