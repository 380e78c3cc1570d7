// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** How fast a consumer group gets through a topic, by what it commits. */
public final class Progress {

    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** Until then, classes are loaded and code is compiled. */
    private static final double WARM = 0.25;

    private Progress() {}

    /**
     * A commit that was seen.
     *
     * @param records committed so far
     */
    record Commit(Duration at, long records) {}

    /**
     * Waits until a group has committed all records of a topic that nothing more is written to.
     *
     * @return records a second, once it was warm
     */
    public static double recordsPerSecond(Admin admin, String group, String topic, long records) {
        List<Commit> commits = new ArrayList<>();
        long begun = System.nanoTime();
        long committed = 0;
        while (committed < records) {
            Duration at = Duration.ofNanos(System.nanoTime() - begun);
            if (at.compareTo(LONGEST) > 0) {
                throw new CannotMeasureException(
                        "%s got through %d of %d records in %s".formatted(group, committed, records, LONGEST));
            }
            long now = committed(admin, group, topic);
            if (now > committed) {
                committed = now;
                commits.add(new Commit(at, committed));
            }
            pause();
        }
        return rate(commits, records);
    }

    /** Between the first commit after the warm-up and the last before the end: the last of all may have waited. */
    static double rate(List<Commit> commits, long records) {
        List<Commit> steady = commits.stream()
                .filter(commit -> commit.records() >= records * WARM && commit.records() < records)
                .toList();
        if (steady.size() < 2) {
            throw new CannotMeasureException("too few records to measure by: set more with --mib");
        }
        Duration took = steady.getLast().at().minus(steady.getFirst().at());
        return (steady.getLast().records() - steady.getFirst().records()) / (took.toNanos() / 1e9);
    }

    private static long committed(Admin admin, String group, String topic) {
        try {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .filter(offset -> offset.getKey().topic().equals(topic) && offset.getValue() != null)
                    .map(Map.Entry::getValue)
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        } catch (ExecutionException e) {
            return 0; // there is no such group yet
        } catch (InterruptedException e) {
            throw CannotMeasureException.interrupted(e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        } catch (InterruptedException e) {
            throw CannotMeasureException.interrupted(e);
        }
    }
}
