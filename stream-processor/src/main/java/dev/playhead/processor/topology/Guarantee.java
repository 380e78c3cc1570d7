// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import org.apache.kafka.streams.StreamsConfig;

/** How often a record may take effect after a failure: those of Streams' guarantees under which sessions stay right. */
public enum Guarantee {
    /** Readers see each record's effect once, when its transaction is committed. */
    EXACTLY_ONCE_V2(StreamsConfig.EXACTLY_ONCE_V2),
    /** Without transactions: what was processed since the last commit is published again, and merges to the same. */
    AT_LEAST_ONCE(StreamsConfig.AT_LEAST_ONCE);

    private final String label;

    Guarantee(String label) {
        this.label = label;
    }

    /** As Streams names it. */
    String label() {
        return label;
    }
}
