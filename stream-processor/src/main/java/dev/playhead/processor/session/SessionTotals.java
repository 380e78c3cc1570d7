// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.formats.facts.RumEvent.Counts;
import dev.playhead.processor.marker.Click;
import dev.playhead.processor.marker.Entry;
import dev.playhead.processor.marker.EntryKey;
import dev.playhead.processor.marker.MarkerRules;
import dev.playhead.processor.marker.ViewMarks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a session's members only together: its counts, and the markers that no single record decides about.
 * Taken anew from all members each time, so that no duplicate is ever counted.
 *
 * @param counts a view's document where it counts, else the view's own entries, summed over the views
 * @param segments readable ones
 * @param bytes their stored size
 * @param computed markers that show in the members together
 * @param deleted markers that are not, or not any more: what the recording and a RUM item both tell is shown once, and
 *     what was computed from a losing variant is not shown
 * @param reached limits over which there was something
 * @param excessive whether the members may have more of something than is kept, and are to be cut
 */
public record SessionTotals(
        Counts counts,
        int segments,
        long bytes,
        List<Computed> computed,
        SortedSet<EntryKey> deleted,
        SortedSet<SessionLimit> reached,
        boolean excessive) {
    /**
     * A marker that was computed.
     *
     * @param firstReceivedMs receive time of the upload that carried what it is about, epoch ms of the gateway's clock
     */
    public record Computed(Entry entry, long firstReceivedMs) {}

    /**
     * @param cuts of the members so far
     * @param members all of the session; read to the end
     */
    public static SessionTotals of(SessionState state, Cuts cuts, SessionLimits limits, Iterator<Member> members) {
        Map<String, ViewTally> tallies = new TreeMap<>();
        Map<MarkerKind, Integer> keys = new EnumMap<>(MarkerKind.class);
        Set<Long> namedByActionsMs = new HashSet<>();
        int segments = 0;
        long bytes = 0;
        long mostBytes = 0;
        boolean behind = false;
        while (members.hasNext()) {
            Member member = members.next();
            if (member.kind() == MemberId.Kind.SEGMENT) {
                segments++;
                bytes += member.bytes();
                mostBytes += member.mostBytes();
            }
            // a session is cut by its views at once, and its members only here
            behind |= cuts.session() != null && !member.isWithin(cuts);
            member.keys().forEach(key -> keys.merge(key.kind(), 1, Integer::sum));
            if (member.kind() != MemberId.Kind.SEGMENT) {
                // whatever an action ever said counts: the recording's own may be deleted already
                member.keys().stream()
                        .filter(key -> key.kind() == MarkerKind.FRUSTRATION)
                        .forEach(key -> namedByActionsMs.add(key.atMs()));
            }
            tallies.computeIfAbsent(nameOf(member.view()), view -> new ViewTally())
                    .add(member);
        }
        List<Computed> computed = new ArrayList<>();
        SortedSet<EntryKey> deleted = new TreeSet<>();
        tallies.forEach((view, tally) -> tally.conclude(view, namedByActionsMs, !cuts.isEmpty(), computed, deleted));
        boolean tooMany = keepEarliest(computed, limits.markersOfAKind() - frustrations(tallies.values()), deleted);
        computed.forEach(kept -> tallies.computeIfAbsent(nameOf(kept.entry().view()), view -> new ViewTally())
                .count(kept.entry().key()));
        Counts counts = state.views().keySet().stream()
                .filter(view -> documented(state, view) != null)
                .map(view -> documented(state, view))
                .reduce(new Counts(0, 0, 0, 0, 0), SessionTotals::sum);
        for (Map.Entry<String, ViewTally> view : tallies.entrySet()) {
            if (documented(state, view.getKey()) == null) {
                counts = sum(counts, view.getValue().counts());
            }
        }
        SortedSet<SessionLimit> reached = cuts.reached();
        if (segments == limits.segments() && reached.remove(SessionLimit.BYTES)) {
            // the first one with too many bytes is the first one too many, whichever showed first
            reached.add(SessionLimit.SEGMENTS);
        }
        if (tooMany) {
            reached.add(SessionLimit.MARKERS);
        }
        boolean excessive = behind
                || segments > limits.segments()
                || mostBytes > limits.bytes()
                || keys.values().stream().anyMatch(count -> count > limits.markersOfAKind());
        return new SessionTotals(counts, segments, bytes, computed, deleted, reached, excessive);
    }

    private static int frustrations(Collection<ViewTally> tallies) {
        return tallies.stream()
                .mapToInt(tally -> tally.count(MarkerKind.FRUSTRATION))
                .sum();
    }

    /** Whether there are more than there is room for; those are then deleted. */
    private static boolean keepEarliest(List<Computed> computed, int room, Set<EntryKey> deleted) {
        computed.sort(Comparator.comparing(found -> found.entry().key()));
        List<Computed> tooMany = computed.subList(Math.clamp(room, 0, computed.size()), computed.size());
        tooMany.forEach(found -> deleted.add(found.entry().key()));
        boolean any = !tooMany.isEmpty();
        tooMany.clear();
        return any;
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
        private final List<Click> clicks = new ArrayList<>();
        private final List<EntryKey> clicksEver = new ArrayList<>();
        private final NavigableSet<Long> errorsMs = new TreeSet<>();
        private boolean contested;

        void add(Member member) {
            if (member.kind() == MemberId.Kind.SEGMENT) {
                addRecorded(member);
            } else {
                member.put().forEach(this::count);
            }
        }

        private void addRecorded(Member segment) {
            contested |= segment.contested();
            for (EntryKey key : segment.put()) {
                switch (key.kind()) {
                    case FRUSTRATION -> recordedFrustrations.add(key);
                    case ERROR -> {
                        errorsMs.add(key.atMs());
                        count(key);
                    }
                    default -> count(key);
                }
            }
            segment.spots().forEach((key, spot) -> clicks.add(new Click(key, spot, segment.firstReceivedMs())));
            segment.keys().stream()
                    .filter(key -> key.kind() == MarkerKind.CLICK)
                    .forEach(clicksEver::add);
        }

        private void count(EntryKey key) {
            entries.merge(key.kind(), 1, Integer::sum);
        }

        /**
         * Adds what the view's members show together.
         *
         * @param namedByActionsMs when there were frustrations that actions name
         * @param cut whether there may have been more members
         */
        void conclude(
                String view, Set<Long> namedByActionsMs, boolean cut, List<Computed> computed, Set<EntryKey> deleted) {
            for (EntryKey recorded : recordedFrustrations) {
                // an SDK records a frustration at the time of the action that it names it with
                if (namedByActionsMs.contains(recorded.atMs())) {
                    deleted.add(recorded);
                } else {
                    count(recorded);
                }
            }
            if (contested || cut) {
                clicksEver.stream().flatMap(MarkerRules::everyFrustration).forEach(deleted::add);
            }
            MarkerRules.frustrations(new ViewMarks(clicks, errorsMs)).forEach(frustration -> {
                computed.add(new Computed(
                        frustration.entry(view), frustration.click().firstReceivedMs()));
                deleted.remove(frustration.key());
            });
        }

        Counts counts() {
            return new Counts(
                    count(MarkerKind.ACTION),
                    count(MarkerKind.ERROR),
                    count(MarkerKind.RESOURCE),
                    count(MarkerKind.LONG_TASK),
                    count(MarkerKind.FRUSTRATION));
        }

        private int count(MarkerKind kind) {
            return entries.getOrDefault(kind, 0);
        }
    }
}
