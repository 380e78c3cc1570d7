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
 */
public record SessionState(
        @Nullable TimeSpan span,
        Islands activity,
        LatestTraits stated,
        LatestTraits observed,
        SortedMap<String, ViewState> views,
        SegmentSequence sequence,
        boolean ended) {

    public static final SessionState EMPTY = new SessionState(
            null,
            Islands.NONE,
            LatestTraits.NONE,
            LatestTraits.NONE,
            Collections.emptySortedMap(),
            SegmentSequence.NONE,
            false);

    public SessionState {
        views = Collections.unmodifiableSortedMap(new TreeMap<>(views));
    }

    public SessionState merge(SessionState other) {
        return new SessionState(
                Known.join(span, other.span, TimeSpan::cover),
                activity.merge(other.activity),
                stated.merge(other.stated),
                observed.merge(other.observed),
                Known.join(views, other.views, ViewState::merge),
                sequence.merge(other.sequence),
                ended || other.ended);
    }

    /** Without the views that are cut off. All else is about what came, whether or not it is kept. */
    public SessionState within(Cuts cuts) {
        SortedMap<String, ViewState> kept = new TreeMap<>(views);
        kept.entrySet().removeIf(view -> !cuts.keeps(view.getValue().firstMs(), view.getKey()));
        return kept.size() == views.size()
                ? this
                : new SessionState(span, activity, stated, observed, kept, sequence, ended);
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
