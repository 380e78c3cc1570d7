// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.schemas;

import dev.playhead.config.Settings;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How the topics of a new installation are laid out.
 *
 * @param partitions {@code PLAYHEAD_PARTITIONS}, of every topic; empty takes the count of the topics that exist, or
 *     {@link #DEFAULT_PARTITIONS} where there is none. Fixed for as long as the topics live.
 * @param replication {@code PLAYHEAD_REPLICATION}, copies of each partition; empty leaves it to the brokers
 */
public record TopicLayout(OptionalInt partitions, OptionalInt replication) {

    public static final int DEFAULT_PARTITIONS = 4;

    private static final int MAX_PARTITIONS = 1_024;
    private static final int MAX_REPLICATION = 16;
    private static final int UNSET = 0;

    /** @throws IllegalStateException naming every setting that is wrong */
    public static TopicLayout from(Map<String, String> environment) {
        Settings settings = new Settings(environment);
        int partitions = settings.integer("PLAYHEAD_PARTITIONS", UNSET, 1, MAX_PARTITIONS);
        int replication = settings.integer("PLAYHEAD_REPLICATION", UNSET, 1, MAX_REPLICATION);
        settings.check();
        return new TopicLayout(unlessUnset(partitions), unlessUnset(replication));
    }

    private static OptionalInt unlessUnset(int value) {
        return value == UNSET ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
