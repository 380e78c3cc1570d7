// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.facts.RumEvent.Counts;
import dev.playhead.processor.session.Coverage;
import dev.playhead.processor.session.SessionCut;
import dev.playhead.processor.session.SessionLimit;
import dev.playhead.processor.session.SessionState;
import dev.playhead.processor.session.SessionTotals;
import dev.playhead.processor.session.Trait;
import dev.playhead.processor.session.ViewDocument;
import dev.playhead.processor.session.ViewState;
import dev.playhead.schemas.v1.Cut;
import dev.playhead.schemas.v1.MissingSegments;
import dev.playhead.schemas.v1.SessionStatus;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.Span;
import dev.playhead.schemas.v1.ViewSummary;
import dev.playhead.timeline.Inactivity;
import dev.playhead.timeline.TimeSpan;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes down what is known of a session. */
final class Summaries {

    private static final String NO_ATTRIBUTES = "{}";

    private static final Comparator<ViewSummary> BY_START =
            Comparator.comparingLong(ViewSummary::getStartMs).thenComparing(ViewSummary::getId);

    private Summaries() {}

    /**
     * @param span from the session's first to its last known moment
     * @param skewMs how far the browser's clock is behind the gateway's
     */
    static SessionSummary of(TrackedSession session, TimeSpan span, long skewMs, SessionTotals totals) {
        SessionState state = session.state();
        Coverage coverage = state.coverage();
        Inactivity inactivity = state.inactivity(Inactivity.DEFAULT_THRESHOLD_MS, coverage);
        Counts counts = totals.counts();
        String attributes = state.trait(Trait.ATTRIBUTES);
        return SessionSummary.newBuilder()
                .setApp(session.key().app())
                .setSession(session.key().session())
                .setAnchorMs(session.received().anchorMs())
                .setLastReceivedMs(session.received().lastMs())
                .setStatus(session.lifecycle().closed() ? SessionStatus.CLOSED : SessionStatus.OPEN)
                .setRevision(session.lifecycle().revision())
                .setLimits(totals.reached().stream().map(SessionLimit::name).toList())
                .setApproximate(state.isApproximate())
                .setStartMs(span.startMs())
                .setEndMs(span.endMs())
                .setActiveMs(span.lengthMs() - inactivity.totalMs())
                .setInactiveMs(inactivity.totalMs())
                .setInactivityGaps(inactivity.gaps().size())
                .setActions(counts.actions())
                .setErrors(counts.errors())
                .setResources(counts.resources())
                .setLongTasks(counts.longTasks())
                .setFrustrations(counts.frustrations())
                .setSegments(totals.segments())
                .setBytes(totals.bytes())
                .setCompleteness(coverage.completeness())
                .setUserId(state.trait(Trait.USER_ID))
                .setUserName(state.trait(Trait.USER_NAME))
                .setUserEmail(state.trait(Trait.USER_EMAIL))
                .setBrowser(state.trait(Trait.BROWSER))
                .setOs(state.trait(Trait.OS))
                .setDevice(state.trait(Trait.DEVICE))
                .setCountry(state.trait(Trait.COUNTRY))
                .setEnv(state.trait(Trait.ENV))
                .setService(state.trait(Trait.SERVICE))
                .setVersion(state.trait(Trait.VERSION))
                .setSdkName(state.trait(Trait.SDK_NAME))
                .setSdkVersion(state.trait(Trait.SDK_VERSION))
                .setSkewMs(skewMs)
                .setAttributes(attributes == null ? NO_ATTRIBUTES : attributes)
                .setIslands(state.activity().spans().stream()
                        .map(island -> new Span(island.startMs(), island.endMs()))
                        .toList())
                .setViews(views(session, TimeSpan.at(span.startMs())))
                .setMissing(missing(coverage))
                .setCut(cut(session.cuts().session()))
                .build();
    }

    private static @Nullable Cut cut(@Nullable SessionCut cut) {
        return cut == null ? null : new Cut(cut.atMs(), cut.id());
    }

    /** @param start of the session, where a view stands of which nothing says when it was */
    private static List<ViewSummary> views(TrackedSession session, TimeSpan start) {
        return session.state().views().entrySet().stream()
                .map(view -> summary(
                        view.getKey(),
                        view.getValue(),
                        view.getValue().bounds().orElse(start),
                        session.received().viewsMs().get(view.getKey())))
                .sorted(BY_START)
                .toList();
    }

    private static ViewSummary summary(String id, ViewState view, TimeSpan bounds, @Nullable Long receivedMs) {
        Optional<ViewDocument> document = Optional.ofNullable(view.document());
        return ViewSummary.newBuilder()
                .setId(id)
                .setTab(document.map(ViewDocument::tab).orElse(null))
                .setUrl(view.url())
                .setName(document.map(ViewDocument::name).orElse(null))
                .setStartMs(bounds.startMs())
                .setEndMs(bounds.endMs())
                .setReceivedAtMs(receivedMs)
                .setRecorded(view.recorded() != null)
                .build();
    }

    private static List<MissingSegments> missing(Coverage coverage) {
        return coverage.missing().stream()
                .map(hole -> new MissingSegments(
                        hole.view(),
                        hole.fromIndex(),
                        hole.toIndex(),
                        hole.startMs(),
                        hole.endMs(),
                        hole.reason().name()))
                .toList();
    }
}
