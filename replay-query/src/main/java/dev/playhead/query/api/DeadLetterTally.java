// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.query.api.HealthReport.DeadLetterCount;
import dev.playhead.records.SetAside;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Counts dead letters by reason. */
final class DeadLetterTally implements Consumer<SetAside> {

    /** Reasons are few, but anybody who can write to the topic can make some up. */
    private static final int MAX_REASONS = 100;

    private final Map<String, DeadLetterCount> counts = new HashMap<>();

    @Override
    public void accept(SetAside aside) {
        String reason = aside.letter().getReason();
        if (counts.size() < MAX_REASONS || counts.containsKey(reason)) {
            DeadLetterCount one = new DeadLetterCount(
                    reason, 1, aside.source().isEmpty() ? 1 : 0, aside.letter().getAtMs());
            counts.merge(reason, one, DeadLetterTally::sum);
        }
    }

    /** The most frequent first. */
    List<DeadLetterCount> counts() {
        return counts.values().stream()
                .sorted(Comparator.comparingLong(DeadLetterCount::count)
                        .reversed()
                        .thenComparing(DeadLetterCount::reason))
                .toList();
    }

    private static DeadLetterCount sum(DeadLetterCount a, DeadLetterCount b) {
        return new DeadLetterCount(
                a.reason(), a.count() + b.count(), a.unstored() + b.unstored(), Math.max(a.latestMs(), b.latestMs()));
    }
}
