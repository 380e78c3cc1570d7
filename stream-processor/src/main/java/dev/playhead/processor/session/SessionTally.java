// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.formats.facts.RumEvent.Counts;
import dev.playhead.processor.marker.EntryKey;
import dev.playhead.processor.session.SessionTotals.Computed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a session's members add up to, kept up while single members change: the same as if all of them were taken anew.
 * Not a state of the session but a way to know its totals; mutable, and for one thread.
 */
public final class SessionTally {
    private final Cuts cuts;
    private final Map<String, ViewTally> views = new TreeMap<>();
    private final Map<MarkerKind, Integer> keys = new EnumMap<>(MarkerKind.class);
    private final Map<Long, Integer> namedByActionsMs = new HashMap<>();
    private int members;
    private int segments;
    private long bytes;
    private long mostBytes;
    private int behind;

    /** @param cuts of the members; once they move, another tally is needed */
    public SessionTally(Cuts cuts) {
        this.cuts = cuts;
    }

    public Cuts cuts() {
        return cuts;
    }

    public void add(Member member) {
        change(member, 1);
    }

    /** @param member as it was added */
    public void remove(Member member) {
        change(member, -1);
    }

    /** How much there is of what takes room in memory. */
    public int size() {
        return members + sum(keys.values());
    }

    private void change(Member member, int by) {
        members += by;
        if (member.kind() == MemberId.Kind.SEGMENT) {
            segments += by;
            bytes += by * member.bytes();
            mostBytes += by * member.mostBytes();
        }
        // a session is cut by its views at once, and its members only when it is summed up
        behind += cuts.session() != null && !member.isWithin(cuts) ? by : 0;
        for (EntryKey key : member.keys()) {
            keys.merge(key.kind(), by, Integer::sum);
            if (member.kind() != MemberId.Kind.SEGMENT && key.kind() == MarkerKind.FRUSTRATION) {
                // whatever an action ever said counts: the recording's own may be deleted already
                namedByActionsMs.merge(key.atMs(), by, SessionTally::sumOrNone);
            }
        }
        views.computeIfAbsent(nameOf(member.view()), view -> new ViewTally()).change(member, by);
    }

    /** Null, which removes it, for what there is no more of. */
    static @Nullable Integer sumOrNone(int one, int other) {
        return one + other == 0 ? null : (Integer) (one + other);
    }

    public SessionTotals totals(SessionState state, SessionLimits limits) {
        List<Computed> computed = new ArrayList<>();
        SortedSet<EntryKey> deleted = new TreeSet<>();
        Map<String, Integer> frustrations = new TreeMap<>();
        views.forEach((view, tally) -> frustrations.put(
                view, tally.conclude(view, namedByActionsMs.keySet(), !cuts.isEmpty(), computed, deleted)));
        boolean tooMany = keepEarliest(computed, limits.markersOfAKind() - sum(frustrations.values()), deleted);
        computed.forEach(kept -> frustrations.merge(nameOf(kept.entry().view()), 1, Integer::sum));
        SortedSet<SessionLimit> reached = cuts.reached();
        if (segments == limits.segments() && reached.remove(SessionLimit.BYTES)) {
            // the first one with too many bytes is the first one too many, whichever showed first
            reached.add(SessionLimit.SEGMENTS);
        }
        if (tooMany) {
            reached.add(SessionLimit.MARKERS);
        }
        boolean excessive = behind > 0
                || segments > limits.segments()
                || mostBytes > limits.bytes()
                || keys.values().stream().anyMatch(count -> count > limits.markersOfAKind());
        return new SessionTotals(counts(state, frustrations), segments, bytes, computed, deleted, reached, excessive);
    }

    private static int sum(Collection<Integer> counts) {
        return counts.stream().mapToInt(Integer::intValue).sum();
    }

    private Counts counts(SessionState state, Map<String, Integer> frustrations) {
        Counts counts = new Counts(0, 0, 0, 0, 0);
        for (String view : state.views().keySet()) {
            @Nullable Counts documented = documented(state, view);
            counts = documented == null ? counts : sum(counts, documented);
        }
        for (Map.Entry<String, ViewTally> view : views.entrySet()) {
            if (documented(state, view.getKey()) == null) {
                counts = sum(counts, view.getValue().counts(frustrations.getOrDefault(view.getKey(), 0)));
            }
        }
        return counts;
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
}
