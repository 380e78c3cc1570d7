// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The gateway's only way to Kafka, so that everything above it is tested without a broker. */
@FunctionalInterface
public interface RecordingLog {

    /**
     * Appends what one upload holds. May block for as long as the producer may; call it from a worker thread.
     *
     * @return completes once every entry is on all in-sync replicas, and exceptionally if that is not known of one in
     *     the time that a record is tried: then the sender must send everything again, which does no harm
     */
    CompletableFuture<?> append(List<LogEntry> entries);
}
