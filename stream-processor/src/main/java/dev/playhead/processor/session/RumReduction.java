// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.formats.facts.RumEvent;
import dev.playhead.formats.facts.RumEvent.Item;
import dev.playhead.formats.facts.RumEvent.Page;
import dev.playhead.formats.facts.RumEvent.View;
import dev.playhead.formats.facts.Traits;
import dev.playhead.timeline.Islands;
import dev.playhead.timeline.TimeSpan;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reduces RUM events to what they say about their session. */
public final class RumReduction {

    private static final String NO_ATTRIBUTES = "{}";

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
                        List.of(entryOf(view)));
            case Item item ->
                new Variant(
                        new MemberId(MemberId.Kind.ITEM, item.kind() + "/" + item.id()),
                        new Rank(0, item.contentHash()),
                        item.view(),
                        item.atMs(),
                        0,
                        entriesOf(item));
            case Page page ->
                new Variant(
                        new MemberId(MemberId.Kind.ITEM, MarkerKind.VIEW + "/" + page.id()),
                        new Rank(0, page.contentHash()),
                        page.view(),
                        page.atMs(),
                        0,
                        List.of(entryOf(page)));
        };
    }

    private static Entry entryOf(View view) {
        return new Entry(
                new EntryKey(MarkerKind.VIEW, view.atMs(), view.view()),
                view.view(),
                view.timeSpentMs(),
                labelOf(view),
                view.hasReplay(),
                view.attributes());
    }

    private static Entry entryOf(Page page) {
        return new Entry(
                new EntryKey(MarkerKind.VIEW, page.atMs(), page.id()),
                page.view(),
                null,
                pathOf(page.url()),
                null,
                page.attributes());
    }

    private static List<Entry> entriesOf(Item item) {
        Entry self = new Entry(
                new EntryKey(item.kind(), item.atMs(), item.id()),
                item.view(),
                item.durationMs(),
                item.label(),
                item.hasReplay(),
                item.attributes());
        Stream<Entry> frustrations = item.frustrations().stream()
                .map(type -> new Entry(
                        new EntryKey(MarkerKind.FRUSTRATION, item.atMs(), item.id() + '.' + type),
                        item.view(),
                        null,
                        type,
                        item.hasReplay(),
                        NO_ATTRIBUTES));
        List<Entry> entries = new ArrayList<>(List.of(self));
        frustrations.forEachOrdered(entries::add);
        return entries;
    }

    /** What a person calls the view: the name that the site gave it, else its path. */
    private static @Nullable String labelOf(View view) {
        return view.name() != null ? view.name() : pathOf(view.url());
    }

    private static @Nullable String pathOf(@Nullable String url) {
        if (url == null) {
            return null;
        }
        try {
            String path = new URI(url).getPath();
            return path == null || path.isEmpty() ? url : path;
        } catch (URISyntaxException e) {
            return url; // browsers accept more than RFC 2396 does
        }
    }
}
