// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.marker;

import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.formats.facts.RumEvent;
import dev.playhead.formats.facts.RumEvent.Item;
import dev.playhead.formats.facts.RumEvent.Page;
import dev.playhead.formats.facts.RumEvent.View;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A page that was seen: a view, or one of several in a view that outlives pages. */
final class ViewRule implements EventRule {
    @Override
    public Stream<Entry> entries(RumEvent event) {
        return switch (event) {
            case View view ->
                Stream.of(new Entry(
                        new EntryKey(MarkerKind.VIEW, view.atMs(), view.view()),
                        view.view(),
                        view.timeSpentMs(),
                        labelOf(view),
                        view.hasReplay(),
                        view.attributes(),
                        null));
            case Page page ->
                Stream.of(new Entry(
                        new EntryKey(MarkerKind.VIEW, page.atMs(), page.id()),
                        page.view(),
                        null,
                        pathOf(page.url()),
                        null,
                        page.attributes(),
                        null));
            case Item item -> Stream.empty();
        };
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
