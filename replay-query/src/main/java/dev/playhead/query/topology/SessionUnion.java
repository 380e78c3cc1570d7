// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.topology;

import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.Span;
import dev.playhead.schemas.v1.ViewSummary;
import dev.playhead.timeline.Inactivity;
import dev.playhead.timeline.Islands;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one session that several summaries of an id are about: the processor forgets a session a day after its last
 * record, and what comes later has an anchor and a summary of its own, which knows nothing of the ones before.
 *
 * <p>Spans, activity and views are joined, segments and holes are taken from the references of all anchors. Counts are
 * added, since a summary does not say what it counted: what an SDK sends again after a day is counted again.
 */
public final class SessionUnion {

    private static final String NO_ATTRIBUTES = "{}";

    /** What a later summary says, where it says anything. The fields of a user hold for each other. */
    private static final List<List<String>> LATER_SAID_WINS = List.of(
            List.of("userId", "userName", "userEmail"),
            List.of("sdkName", "sdkVersion"),
            List.of("browser"),
            List.of("os"),
            List.of("device"),
            List.of("country"),
            List.of("env"),
            List.of("service"),
            List.of("version"));

    private static final Comparator<ViewSummary> BY_START =
            Comparator.comparingLong(ViewSummary::getStartMs).thenComparing(ViewSummary::getId);

    private SessionUnion() {}

    /**
     * @param summaries of one session, by anchor; at least one
     * @param refs of all of its anchors
     * @return the summary itself where there is only one; else one with the last anchor
     */
    public static SessionSummary of(List<SessionSummary> summaries, Collection<SegmentRef> refs) {
        if (summaries.size() == 1) {
            return summaries.getFirst();
        }
        SessionSummary union = summaries.stream().reduce(SessionUnion::joined).orElseThrow();
        RecordedIndexes recorded = RecordedIndexes.of(refs);
        union.setMissing(recorded.missing(summaries.stream()
                .flatMap(summary -> summary.getMissing().stream())
                .toList()));
        union.setCompleteness(recorded.completeness(union.getMissing()));
        Map<String, Long> bytesOfSegments =
                refs.stream().collect(Collectors.toMap(SegmentRef::getId, SegmentRef::getBytes, Math::max));
        union.setSegments(bytesOfSegments.size());
        union.setBytes(
                bytesOfSegments.values().stream().mapToLong(Long::longValue).sum());
        Inactivity inactivity = SummaryActivity.inactivity(union, Inactivity.DEFAULT_THRESHOLD_MS);
        union.setInactiveMs(inactivity.totalMs());
        union.setInactivityGaps(inactivity.gaps().size());
        union.setActiveMs(union.getEndMs() - union.getStartMs() - inactivity.totalMs());
        return union;
    }

    private static SessionSummary joined(SessionSummary earlier, SessionSummary later) {
        SessionSummary joined = SessionRow.copy(later);
        joined.setLastReceivedMs(Math.max(earlier.getLastReceivedMs(), later.getLastReceivedMs()));
        // each was opened anew: the revisions go on
        joined.setRevision(earlier.getRevision() + later.getRevision());
        joined.setLimits(Stream.concat(earlier.getLimits().stream(), later.getLimits().stream())
                .distinct()
                .sorted()
                .toList());
        joined.setApproximate(earlier.getApproximate() || later.getApproximate());
        joined.setStartMs(Math.min(earlier.getStartMs(), later.getStartMs()));
        joined.setEndMs(Math.max(earlier.getEndMs(), later.getEndMs()));
        joined.setActions(earlier.getActions() + later.getActions());
        joined.setErrors(earlier.getErrors() + later.getErrors());
        joined.setResources(earlier.getResources() + later.getResources());
        joined.setLongTasks(earlier.getLongTasks() + later.getLongTasks());
        joined.setFrustrations(earlier.getFrustrations() + later.getFrustrations());
        joined.setSkewMs(Math.min(earlier.getSkewMs(), later.getSkewMs()));
        if (later.getAttributes().equals(NO_ATTRIBUTES)) {
            joined.setAttributes(earlier.getAttributes());
        }
        Islands islands = SummaryActivity.islands(earlier).merge(SummaryActivity.islands(later));
        joined.setApproximate(joined.getApproximate() || islands.isCoarse());
        joined.setIslands(islands.spans().stream()
                .map(island -> new Span(island.startMs(), island.endMs()))
                .toList());
        joined.setViews(views(earlier.getViews(), later.getViews()));
        for (List<String> fields : LATER_SAID_WINS) {
            if (fields.stream().allMatch(field -> later.get(field) == null)) {
                fields.forEach(field -> joined.put(field, earlier.get(field)));
            }
        }
        return joined;
    }

    private static List<ViewSummary> views(List<ViewSummary> earlier, List<ViewSummary> later) {
        Map<String, ViewSummary> byId = new TreeMap<>();
        Stream.concat(earlier.stream(), later.stream())
                .forEach(view -> byId.merge(view.getId(), view, SessionUnion::joined));
        return byId.values().stream().sorted(BY_START).toList();
    }

    private static ViewSummary joined(ViewSummary earlier, ViewSummary later) {
        return new ViewSummary(
                later.getId(),
                later.getTab() != null ? later.getTab() : earlier.getTab(),
                later.getUrl() != null ? later.getUrl() : earlier.getUrl(),
                later.getName() != null ? later.getName() : earlier.getName(),
                Math.min(earlier.getStartMs(), later.getStartMs()),
                Math.max(earlier.getEndMs(), later.getEndMs()),
                later.getReceivedAtMs(), // it stands in lists where it came back, as its session does
                earlier.getRecorded() || later.getRecorded());
    }
}
