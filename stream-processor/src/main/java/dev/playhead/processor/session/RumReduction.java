// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.formats.facts.RumEvent;
import dev.playhead.formats.facts.RumEvent.Item;
import dev.playhead.formats.facts.RumEvent.Page;
import dev.playhead.formats.facts.RumEvent.View;
import dev.playhead.formats.facts.Traits;
import dev.playhead.processor.marker.MarkerRules;
import dev.playhead.timeline.Islands;
import dev.playhead.timeline.TimeSpan;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reduces RUM events to what they say about their session. */
public final class RumReduction {

    private RumReduction() {}

    /** @param observed what the gateway learnt from the connection that brought the events */
    public static Contribution of(List<RumEvent> events, Traits observed) {
        SessionState state =
                events.stream().map(event -> stateOf(event, observed)).reduce(SessionState.EMPTY, SessionState::merge);
        return new Contribution(
                state, events.stream().map(RumReduction::variantOf).toList());
    }

    private static SessionState stateOf(RumEvent event, Traits observed) {
        return switch (event) {
            case View view -> {
                ViewDocument document = ViewDocument.of(view);
                // a document speaks about its view up to now, so a user who logged in meanwhile counts from then on
                yield state(
                        document.span(),
                        Islands.NONE,
                        view,
                        observed,
                        Map.of(view.view(), ViewState.of(document)),
                        view.sessionEnded());
            }
            case Item item -> {
                TimeSpan moment = TimeSpan.at(item.atMs());
                yield state(
                        moment,
                        item.userActivity() ? Islands.of(List.of(moment)) : Islands.NONE,
                        item,
                        observed,
                        item.view() == null ? Map.of() : Map.of(item.view(), ViewState.at(item.atMs())),
                        false);
            }
            case Page page ->
                state(
                        TimeSpan.at(page.atMs()),
                        Islands.NONE,
                        page,
                        observed,
                        page.view() == null
                                ? Map.of()
                                : Map.of(page.view(), ViewState.on(new FirstPage(page.atMs(), page.url()))),
                        false);
        };
    }

    private static SessionState state(
            TimeSpan span,
            Islands activity,
            RumEvent event,
            Traits observed,
            Map<String, ViewState> views,
            boolean ended) {
        return new SessionState(
                span,
                activity,
                LatestTraits.of(event.traits(), span.endMs()),
                LatestTraits.of(observed, span.endMs()),
                new TreeMap<>(views),
                SegmentSequence.NONE,
                ended);
    }

    private static Variant variantOf(RumEvent event) {
        return switch (event) {
            case View view ->
                new Variant(
                        new MemberId(MemberId.Kind.VIEW, view.view()),
                        new Rank(view.rank(), view.contentHash()),
                        view.view(),
                        view.atMs(),
                        0,
                        MarkerRules.of(view));
            case Item item ->
                new Variant(
                        new MemberId(MemberId.Kind.ITEM, item.kind() + "/" + item.id()),
                        new Rank(0, item.contentHash()),
                        item.view(),
                        item.atMs(),
                        0,
                        MarkerRules.of(item));
            case Page page ->
                new Variant(
                        new MemberId(MemberId.Kind.ITEM, MarkerKind.VIEW + "/" + page.id()),
                        new Rank(0, page.contentHash()),
                        page.view(),
                        page.atMs(),
                        0,
                        MarkerRules.of(page));
        };
    }
}
