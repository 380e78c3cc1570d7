// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.doctor;

import dev.playhead.records.SetAside;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Counts dead letters: all, and by reason those of the last day. */
public final class SetAsideLately implements Consumer<SetAside> {

    private static final String CHECK = "dead letters";
    private static final Duration LATELY = Duration.ofDays(1);

    private final long sinceMs;
    private final SortedMap<String, Long> lately = new TreeMap<>();
    private long all;

    public SetAsideLately(long nowMs) {
        this.sinceMs = nowMs - LATELY.toMillis();
    }

    @Override
    public void accept(SetAside aside) {
        all++;
        if (aside.letter().getAtMs() >= sinceMs) {
            lately.merge(aside.letter().getReason(), 1L, Long::sum);
        }
    }

    public Finding finding() {
        if (lately.isEmpty()) {
            return Finding.ok(CHECK, "none of the last day, %d in all".formatted(all));
        }
        return Finding.warn(
                CHECK,
                "%s in the last day, %d in all: ./playhead dead-letters list"
                        .formatted(
                                lately.entrySet().stream()
                                        .sorted(Map.Entry.<String, Long>comparingByValue()
                                                .reversed())
                                        .map(reason -> "%d %s".formatted(reason.getValue(), reason.getKey()))
                                        .collect(Collectors.joining(", ")),
                                all));
    }
}
