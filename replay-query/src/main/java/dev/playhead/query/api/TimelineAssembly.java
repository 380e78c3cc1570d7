// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.query.api.Timeline.Marker;
import dev.playhead.query.api.Timeline.Missing;
import dev.playhead.query.api.Timeline.Pause;
import dev.playhead.query.api.Timeline.View;
import dev.playhead.query.store.StoredSegment;
import dev.playhead.query.topology.SummaryActivity;
import dev.playhead.schemas.v1.MissingSegments;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.TimelineEntry;
import dev.playhead.schemas.v1.ViewSummary;
import dev.playhead.timeline.Inactivity;
import dev.playhead.timeline.Islands;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Puts a timeline together out of what is stored. Pure. */
final class TimelineAssembly {

    private static final Comparator<Marker> MARKER_ORDER =
            Comparator.comparingLong(Marker::atMs).thenComparing(Marker::kind).thenComparing(Marker::id);
    private static final Comparator<Damage> DAMAGE_ORDER =
            Comparator.comparing(Damage::view).thenComparingLong(Damage::startMs);

    private TimelineAssembly() {}

    /** @param inactivityMs pauses longer than this are gaps, at least {@link Islands#RESOLUTION_MS} */
    static Timeline of(
            SessionSummary summary, List<StoredSegment> segments, List<TimelineEntry> entries, long inactivityMs) {
        Inactivity inactivity = SummaryActivity.inactivity(summary, inactivityMs);
        return new Timeline(
                summary.getApp(),
                summary.getSession(),
                summary.getStatus().name(),
                summary.getRevision(),
                summary.getStartMs(),
                summary.getEndMs(),
                summary.getEndMs() - summary.getStartMs() - inactivity.totalMs(),
                inactivity.totalMs(),
                summary.getViews().stream().map(TimelineAssembly::view).toList(),
                Stream.concat(
                                summary.getViews().stream().map(TimelineAssembly::viewMarker),
                                entries.stream().flatMap(TimelineAssembly::marker))
                        .sorted(MARKER_ORDER)
                        .toList(),
                inactivity.gaps().stream()
                        .map(gap -> new Pause(gap.startMs(), gap.endMs()))
                        .toList(),
                summary.getMissing().stream().map(TimelineAssembly::missing).toList(),
                Lane.of(summary, segments).stream()
                        .flatMap(lane -> lane.holes().stream())
                        .map(Lane.Hole::damage)
                        .sorted(DAMAGE_ORDER)
                        .toList());
    }

    private static View view(ViewSummary view) {
        return new View(view.getId(), view.getTab(), view.getUrl(), view.getName(), view.getStartMs(), view.getEndMs());
    }

    private static Marker viewMarker(ViewSummary view) {
        return new Marker(
                view.getId(),
                MarkerKinds.VIEW,
                view.getStartMs(),
                view.getEndMs() - view.getStartMs(),
                view.getId(),
                ViewLabel.of(view),
                Attributes.none());
    }

    private static Stream<Marker> marker(TimelineEntry entry) {
        return MarkerKinds.publicName(entry.getKind()).stream()
                .map(kind -> new Marker(
                        entry.getId(),
                        kind,
                        entry.getAtMs(),
                        entry.getDurationMs(),
                        entry.getView(),
                        entry.getLabel(),
                        Attributes.brief(entry.getAttributes())));
    }

    private static Missing missing(MissingSegments hole) {
        return new Missing(
                hole.getView(),
                hole.getFromIndex(),
                hole.getToIndex(),
                hole.getStartMs(),
                hole.getEndMs(),
                hole.getReason());
    }
}
