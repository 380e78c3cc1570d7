// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.topology;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** How far the stores have been read back from their changelogs. Safe for many threads. */
public final class RestoreProgress implements StateRestoreListener {

    private record Restoration(long totalRecords, long restoredRecords) {}

    private final Map<TopicPartition, Restoration> restorations = new ConcurrentHashMap<>();

    /** From 0 to 1, over what is being restored now; 0 while nothing is. */
    public double fraction() {
        long total = 0;
        long restored = 0;
        for (Restoration restoration : restorations.values()) {
            total += restoration.totalRecords();
            restored += restoration.restoredRecords();
        }
        return total == 0 ? 0 : Math.min(1, (double) restored / total);
    }

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long startOffset, long endOffset) {
        restorations.put(changelog, new Restoration(endOffset - startOffset, 0));
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long batchEndOffset, long records) {
        restorations.computeIfPresent(
                changelog,
                (partition, restoration) ->
                        new Restoration(restoration.totalRecords(), restoration.restoredRecords() + records));
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long totalRestored) {
        restorations.remove(changelog);
    }

    @Override
    public void onRestoreSuspended(TopicPartition changelog, String store, long totalRestored) {
        restorations.remove(changelog);
    }
}
