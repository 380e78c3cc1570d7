// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.schemas.v1.ViewSummary;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What a person calls a view: the path of its URL, else the name that the site gave it. */
final class ViewLabel {

    private ViewLabel() {}

    static @Nullable String of(ViewSummary view) {
        String path = path(view.getUrl());
        return path != null ? path : view.getName();
    }

    private static @Nullable String path(@Nullable String url) {
        if (url == null) {
            return null;
        }
        try {
            String path = URI.create(url).getRawPath();
            return path == null || path.isEmpty() ? "/" : path;
        } catch (IllegalArgumentException e) {
            return url; // as odd as the page had it
        }
    }
}
