// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.segment;

import dev.playhead.timeline.Islands;
import dev.playhead.timeline.TimeSpan;
import java.util.ArrayList;
import java.util.List;

/** Collects spans of activity, joining them as it goes so that memory follows the islands and not the records. */
final class ActivitySpans {

    private static final int SMALLEST_BATCH = 1_024;

    private Islands islands = Islands.NONE;
    private final List<TimeSpan> batch = new ArrayList<>();

    void add(TimeSpan span) {
        if (!batch.isEmpty() && canExtend(batch.getLast(), span)) {
            batch.set(batch.size() - 1, batch.getLast().cover(span));
            return;
        }
        batch.add(span);
        if (batch.size() >= Math.max(SMALLEST_BATCH, islands.spans().size())) {
            join();
        }
    }

    Islands islands() {
        join();
        return islands;
    }

    private void join() {
        islands = islands.merge(Islands.of(batch));
        batch.clear();
    }

    private static boolean canExtend(TimeSpan last, TimeSpan next) {
        return next.startMs() <= last.endMs() + Islands.RESOLUTION_MS
                && last.startMs() <= next.endMs() + Islands.RESOLUTION_MS;
    }
}
