// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import dev.playhead.formats.facts.DeviceClass;
import dev.playhead.timeline.Inactivity;
import dev.playhead.timeline.Islands;
import dev.playhead.timeline.TimeSpan;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that a session's summary is made of, but the counts of its members. Every record becomes a small state of its
 * own, and a session's state is the join of them, in whatever order and however often they came.
 *
 * @param span from the first to the last known moment; null while nothing readable came
 * @param stated what the SDK says about the session
 * @param observed what the gateway learnt from the connection; stands in where the SDK says nothing
 * @param views by id
 * @param sequence the session's segments, where the format numbers them through the session
 * @param ended whether the SDK said that the session is over
 * @param toleratedHoles holes of at most so many segments are taken for none, since there were too many
 */
public record SessionState(
        @Nullable TimeSpan span,
        Islands activity,
        LatestTraits stated,
        LatestTraits observed,
        SortedMap<String, ViewState> views,
        SegmentSequence sequence,
        boolean ended,
        int toleratedHoles) {

    public static final SessionState EMPTY = new SessionState(
            null,
            Islands.NONE,
            LatestTraits.NONE,
            LatestTraits.NONE,
            Collections.emptySortedMap(),
            SegmentSequence.NONE,
            false);

    /** Some twenty kilobytes of a row. */
    static final int MAX_INTERRUPTIONS = 512;

    public SessionState {
        views = Collections.unmodifiableSortedMap(new TreeMap<>(views));
    }

    /** With every hole. */
    public SessionState(
            @Nullable TimeSpan span,
            Islands activity,
            LatestTraits stated,
            LatestTraits observed,
            SortedMap<String, ViewState> views,
            SegmentSequence sequence,
            boolean ended) {
        this(span, activity, stated, observed, views, sequence, ended, 0);
    }

    public SessionState merge(SessionState other) {
        return new SessionState(
                        Known.join(span, other.span, TimeSpan::cover),
                        activity.merge(other.activity),
                        stated.merge(other.stated),
                        observed.merge(other.observed),
                        Known.join(views, other.views, ViewState::merge),
                        sequence.merge(other.sequence),
                        ended || other.ended,
                        Math.max(toleratedHoles, other.toleratedHoles))
                .bounded();
    }

    /** With the smallest holes left out, if there are too many of them. */
    private SessionState bounded() {
        SessionState bounded = toleratedHoles == 0 ? this : tolerating(toleratedHoles);
        while (bounded.interruptions() > MAX_INTERRUPTIONS) {
            bounded = bounded.tolerating(2 * bounded.toleratedHoles + 1);
        }
        return bounded;
    }

    private SessionState tolerating(int holes) {
        SortedMap<String, ViewState> tolerant = new TreeMap<>(views);
        tolerant.replaceAll((id, view) -> view.tolerating(holes));
        return new SessionState(span, activity, stated, observed, tolerant, sequence.tolerating(holes), ended, holes);
    }

    private int interruptions() {
        return sequence.interruptions()
                + views.values().stream()
                        .mapToInt(view -> view.sequence().interruptions())
                        .sum();
    }

    /** Whether activity or holes had to be coarsened, so that what is kept of a session does not grow for ever. */
    public boolean isApproximate() {
        return activity.isCoarse() || toleratedHoles > 0;
    }

    /** Without the views that are cut off. All else is about what came, whether or not it is kept. */
    public SessionState within(Cuts cuts) {
        if (cuts.session() == null) {
            return this;
        }
        SortedMap<String, ViewState> kept = new TreeMap<>(views);
        kept.entrySet().removeIf(view -> !cuts.keeps(view.getValue().firstMs(), view.getKey()));
        return kept.size() == views.size()
                ? this
                : new SessionState(span, activity, stated, observed, kept, sequence, ended, toleratedHoles);
    }

    /**
     * What the SDK says, else what the gateway learnt. But a bot's device is none, whatever the SDK took it for: only
     * so can bots be told from people.
     */
    public @Nullable String trait(Trait trait) {
        String learnt = observed.get(trait);
        if (trait == Trait.DEVICE && DeviceClass.BOT.word().equals(learnt)) {
            return learnt;
        }
        String said = stated.get(trait);
        return said != null ? said : learnt;
    }

    /** How much of the recording can be read, over all views. */
    public Coverage coverage() {
        Coverage throughSession = views.isEmpty() ? Coverage.NONE : sequence.coverage(views.firstKey(), 0, false);
        return views.entrySet().stream()
                .map(view -> view.getValue().coverage(view.getKey()))
                .reduce(throughSession, Coverage::plus);
    }

    /**
     * The pauses longer than a threshold. What is missing is not known to be idle.
     *
     * @throws IllegalStateException while nothing is known of when the session was
     */
    public Inactivity inactivity(long thresholdMs, Coverage coverage) {
        if (span == null) {
            throw new IllegalStateException("a session without any readable record has no inactivity");
        }
        List<TimeSpan> holes = coverage.missing().stream()
                .map(MissingSegments::span)
                .flatMap(Optional::stream)
                .toList();
        return Inactivity.of(activity, thresholdMs, span, holes);
    }
}
