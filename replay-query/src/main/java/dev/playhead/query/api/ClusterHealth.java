// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.cluster.DiskUse;
import dev.playhead.cluster.Standing;
import dev.playhead.records.SetAside;
import java.util.function.Consumer;

/**
 * The cluster, as far as it says how an installation is. Each method throws
 * {@link org.apache.kafka.common.KafkaException} if it does not.
 */
public interface ClusterHealth extends AutoCloseable {

    /** How far the processors of a generation have come. */
    Standing processor(int generation);

    /** How far its query services have come. */
    Standing views(int generation);

    /**
     * Reads what was set aside since a moment.
     *
     * @return whether that was all
     */
    boolean deadLetters(int generation, long sinceMs, Consumer<SetAside> each);

    /** What the topics of a generation take, and the stores of all. */
    DiskUse disk(int generation, long nowMs);

    @Override
    void close();
}
