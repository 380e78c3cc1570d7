// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

/** What is still to be read of the inputs. Safe for many threads. */
@FunctionalInterface
public interface Backlog {

    /**
     * Whether a partition has records that were not fetched yet; true as well where that should be known and is not.
     */
    boolean hasRecordsLeft(String topic, int partition);
}
