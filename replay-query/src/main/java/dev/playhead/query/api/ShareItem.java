// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.schemas.v1.Share;
import org.jspecify.annotations.Nullable;

/**
 * A link to a session that holds.
 *
 * @param url that shows the session to whoever has it
 * @param atMs where playback begins, in the recorder's time; null for the beginning
 * @param createdMs when it was made
 * @param expiresMs from when on it is refused
 */
public record ShareItem(String id, String url, @Nullable Long atMs, long createdMs, long expiresMs) {

    static ShareItem of(Share share, String url) {
        return new ShareItem(share.getId(), url, share.getAtMs(), share.getCreatedMs(), share.getExpiresMs());
    }
}
