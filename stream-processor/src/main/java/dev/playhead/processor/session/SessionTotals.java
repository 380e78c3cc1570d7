// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.formats.facts.RumEvent.Counts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A session's counts, taken anew from its members each time, so that no duplicate is ever counted.
 *
 * @param counts a view's document where it counts, else the view's own entries, summed over the views
 * @param segments readable ones
 * @param bytes their stored size
 * @param superseded entries of the recording that RUM items tell as well: the same frustration is shown once
 */
public record SessionTotals(Counts counts, int segments, long bytes, List<EntryKey> superseded) {

    /** @param members all of the session; read to the end */
    public static SessionTotals of(SessionState state, Iterator<Member> members) {
        Map<String, ViewTally> tallies = new HashMap<>();
        int segments = 0;
        long bytes = 0;
        while (members.hasNext()) {
            Member member = members.next();
            if (member.kind() == MemberId.Kind.SEGMENT) {
                segments++;
                bytes += member.bytes();
            }
            tallies.computeIfAbsent(nameOf(member.view()), view -> new ViewTally())
                    .add(member);
        }
        List<EntryKey> superseded = new ArrayList<>();
        tallies.values().forEach(tally -> tally.supersede(superseded));
        Counts counts = state.views().keySet().stream()
                .filter(view -> documented(state, view) != null)
                .map(view -> documented(state, view))
                .reduce(new Counts(0, 0, 0, 0, 0), SessionTotals::sum);
        for (Map.Entry<String, ViewTally> tally : tallies.entrySet()) {
            if (documented(state, tally.getKey()) == null) {
                counts = sum(counts, tally.getValue().counts());
            }
        }
        return new SessionTotals(
                counts, segments, bytes, superseded.stream().sorted().toList());
    }

    /** What belongs to no view is tallied under a name that no view can have. */
    private static String nameOf(@Nullable String view) {
        return view == null ? "" : view;
    }

    private static @Nullable Counts documented(SessionState state, String view) {
        ViewState known = state.views().get(view);
        return known == null || known.document() == null
                ? null
                : known.document().counts();
    }

    private static Counts sum(Counts one, Counts other) {
        return new Counts(
                one.actions() + other.actions(),
                one.errors() + other.errors(),
                one.resources() + other.resources(),
                one.longTasks() + other.longTasks(),
                one.frustrations() + other.frustrations());
    }

    /** One view's entries while they are being counted. */
    private static final class ViewTally {

        private final Map<MarkerKind, Integer> entries = new EnumMap<>(MarkerKind.class);
        private final List<EntryKey> recordedFrustrations = new ArrayList<>();
        private boolean namedByAction;

        void add(Member member) {
            // whatever an action ever said counts: the recording's own may be deleted already
            namedByAction |= member.kind() == MemberId.Kind.ITEM
                    && Stream.of(member.put(), member.withdrawn())
                            .flatMap(Collection::stream)
                            .anyMatch(key -> key.kind() == MarkerKind.FRUSTRATION);
            for (EntryKey key : member.put()) {
                if (member.kind() == MemberId.Kind.SEGMENT && key.kind() == MarkerKind.FRUSTRATION) {
                    recordedFrustrations.add(key);
                } else {
                    entries.merge(key.kind(), 1, Integer::sum);
                }
            }
        }

        /** Where RUM actions name frustrations, the recording's own records of them tell the same once more. */
        void supersede(List<EntryKey> into) {
            if (namedByAction) {
                into.addAll(recordedFrustrations);
            }
        }

        Counts counts() {
            return new Counts(
                    count(MarkerKind.ACTION),
                    count(MarkerKind.ERROR),
                    count(MarkerKind.RESOURCE),
                    count(MarkerKind.LONG_TASK),
                    namedByAction ? count(MarkerKind.FRUSTRATION) : recordedFrustrations.size());
        }

        private int count(MarkerKind kind) {
            return entries.getOrDefault(kind, 0);
        }
    }
}
