// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.formats.facts.RumEvent.Counts;
import dev.playhead.processor.marker.Click;
import dev.playhead.processor.marker.ClickFrustration;
import dev.playhead.processor.marker.EntryKey;
import dev.playhead.processor.marker.MarkerRules;
import dev.playhead.processor.marker.ViewMarks;
import dev.playhead.processor.session.SessionTotals.Computed;
import dev.playhead.timeline.TimeSpan;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One view's part in a {@link SessionTally}. Which clicks show frustration is found anew only around the moments where
 * clicks or errors came or went since it was last asked for.
 */
final class ViewTally {
    private final Map<MarkerKind, Integer> entries = new EnumMap<>(MarkerKind.class);
    private final SortedSet<EntryKey> recordedFrustrations = new TreeSet<>();
    private final NavigableMap<Long, SortedMap<EntryKey, Click>> clicks = new TreeMap<>();
    private final SortedSet<EntryKey> clicksEver = new TreeSet<>();
    private final NavigableMap<Long, Integer> errorsMs = new TreeMap<>();
    private final NavigableMap<Long, SortedMap<EntryKey, ClickFrustration>> found = new TreeMap<>();
    private @Nullable TimeSpan changed;
    private int contested;

    /** @param by 1 where a member came, -1 where it went */
    void change(Member member, int by) {
        for (EntryKey key : member.put()) {
            if (member.kind() == MemberId.Kind.SEGMENT && key.kind() == MarkerKind.FRUSTRATION) {
                change(recordedFrustrations, key, by);
            } else {
                entries.merge(key.kind(), by, Integer::sum);
            }
        }
        if (member.kind() == MemberId.Kind.SEGMENT) {
            changeRecorded(member, by);
        }
    }

    private void changeRecorded(Member segment, int by) {
        contested += segment.contested() ? by : 0;
        for (EntryKey key : segment.keys()) {
            if (key.kind() == MarkerKind.CLICK) {
                change(clicksEver, key, by);
            }
        }
        for (EntryKey key : segment.put()) {
            if (key.kind() == MarkerKind.ERROR) {
                errorsMs.merge(key.atMs(), by, SessionTally::sumOrNone);
                touch(key.atMs());
            }
        }
        segment.spots().forEach((key, spot) -> {
            change(clicks, key, by < 0 ? null : new Click(key, spot, segment.firstReceivedMs()));
            touch(key.atMs());
        });
    }

    private void touch(long atMs) {
        changed = changed == null ? TimeSpan.at(atMs) : changed.cover(TimeSpan.at(atMs));
    }

    private static void change(SortedSet<EntryKey> keys, EntryKey key, int by) {
        if (by > 0) {
            keys.add(key);
        } else {
            keys.remove(key);
        }
    }

    /** Puts a value, or takes away what there was. */
    private static <V> void change(NavigableMap<Long, SortedMap<EntryKey, V>> byTime, EntryKey key, @Nullable V value) {
        if (value != null) {
            byTime.computeIfAbsent(key.atMs(), atMs -> new TreeMap<>()).put(key, value);
            return;
        }
        SortedMap<EntryKey, V> sameTime = byTime.get(key.atMs());
        if (sameTime != null) {
            sameTime.remove(key);
            if (sameTime.isEmpty()) {
                byTime.remove(key.atMs());
            }
        }
    }

    /**
     * Adds what the view's members show together.
     *
     * @param namedByActionsMs when there were frustrations that actions name
     * @param cut whether there may have been more members
     * @return how many frustrations there are without those that are computed
     */
    int conclude(String view, Set<Long> namedByActionsMs, boolean cut, List<Computed> computed, Set<EntryKey> deleted) {
        int frustrations = count(MarkerKind.FRUSTRATION);
        for (EntryKey recorded : recordedFrustrations) {
            // an SDK records a frustration at the time of the action that it names it with
            if (namedByActionsMs.contains(recorded.atMs())) {
                deleted.add(recorded);
            } else {
                frustrations++;
            }
        }
        if (contested > 0 || cut) {
            clicksEver.stream().flatMap(MarkerRules::everyFrustration).forEach(deleted::add);
        }
        findAnew();
        for (SortedMap<EntryKey, ClickFrustration> sameTime : found.values()) {
            sameTime.forEach((key, frustration) -> {
                computed.add(new Computed(
                        frustration.entry(view), frustration.click().firstReceivedMs()));
                deleted.remove(key);
            });
        }
        return frustrations;
    }

    private void findAnew() {
        if (changed == null) {
            return;
        }
        long fromMs = changed.startMs() - MarkerRules.REACH_MS;
        long toMs = changed.endMs() + MarkerRules.REACH_MS;
        changed = null;
        found.subMap(fromMs, true, toMs, true).clear();
        List<Click> around = clicks.subMap(fromMs - MarkerRules.REACH_MS, true, toMs, true).values().stream()
                .flatMap(sameTime -> sameTime.values().stream())
                .toList();
        MarkerRules.frustrations(new ViewMarks(around, errorsMs.navigableKeySet()))
                .filter(frustration -> frustration.key().atMs() >= fromMs)
                .forEach(frustration -> change(found, frustration.key(), frustration));
    }

    Counts counts(int frustrations) {
        return new Counts(
                count(MarkerKind.ACTION),
                count(MarkerKind.ERROR),
                count(MarkerKind.RESOURCE),
                count(MarkerKind.LONG_TASK),
                frustrations);
    }

    private int count(MarkerKind kind) {
        return entries.getOrDefault(kind, 0);
    }
}
